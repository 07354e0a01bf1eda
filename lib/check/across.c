/* SPDX-License-Identifier: MIT */
/* Rules across the tables of one report, and between table and part 六 on processing fees. */

#include <string.h>

#include "../base/num.h"
#include "rules.h"

/* A count of the total column or block of the report; 0 where it says none. */
static int count_of(const struct gireport__check *c, const char *table, const char *row, uint32_t *field,
                    int64_t *out)
{
    *field = gireport__check_field(c->t, table, row, "total");
    return gireport__check_count(&c->now, *field, out);
}

void gireport__rule_x_001(struct gireport__check *c)
{
    static const char *const blocks[] = {"review", "direct", "after_review"};
    struct gireport__ref refs[5];
    int64_t received, carried, disputes = 0, value;
    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        refs[n].role = GIREPORT_ROLE_CELL;
        if (count_of(c, "disputes", blocks[i], &refs[n].field, &value) && value > 0) {
            if (!gireport__add(disputes, value, &disputes))
                return;
            n++;
        }
    }
    if (disputes == 0 || !count_of(c, "applications", "new", &refs[n].field, &received) ||
        !count_of(c, "applications", "carried_in", &refs[n + 1].field, &carried) || received != 0 ||
        carried != 0)
        return;
    refs[n].role = refs[n + 1].role = GIREPORT_ROLE_PART;
    char number[32];
    gireport__check_say(c, &(struct gireport__say){.cells = refs,
                                                   .n_cells = n + 2,
                                                   .arg = {gireport__check_number(number, disputes, 0)}});
}

void gireport__rule_x_003(struct gireport__check *c)
{
    struct gireport__ref refs[2] = {{0, GIREPORT_ROLE_CELL}, {0, GIREPORT_ROLE_PART}};
    int64_t after, review, before;
    uint32_t prior = gireport__check_field(c->o->prior->tpl, "disputes", "review", "total");
    if (!count_of(c, "disputes", "after_review", &refs[0].field, &after) || after <= 0 ||
        !count_of(c, "disputes", "review", &refs[1].field, &review) || review != 0 ||
        !gireport__check_count(&c->before, prior, &before) || before != 0)
        return;
    char number[32];
    gireport__check_say(c, &(struct gireport__say){.cells = refs,
                                                   .n_cells = 2,
                                                   .found = gireport__check_number(number, after, 0)});
}

/* ---- processing fees ---- */

static const char fee_word[] = "信息处理费";

/* The end of the sentence that a text is in. */
static const char *sentence_end(const char *text)
{
    const char *stop = strstr(text, "。"), *other = strstr(text, "；");
    if (stop == NULL || (other != NULL && other < stop))
        stop = other;
    return stop != NULL ? stop : text + strlen(text);
}

static const char *sentence_start(const char *text, const char *at)
{
    const char *start = text;
    for (const char *end = sentence_end(text); end < at; end = sentence_end(start))
        start = end + strlen("。");
    return start;
}

/* A number of plain digits with separators; its value in 0.01 yuan if 元 or 万元 follows. Returns where it
 * ends. */
static const char *read_amount(const char *p, const char *end, int64_t *out)
{
    char digits[32];
    size_t n = 0;
    int64_t value;
    uint32_t scale;
    int power;
    for (; p < end && ((*p >= '0' && *p <= '9') || *p == '.' || *p == ','); p++)
        if (*p != ',' && n < sizeof digits)
            digits[n++] = *p;
    *out = -1;
    if (strncmp(p, "元", strlen("元")) == 0)
        power = 2;
    else if (strncmp(p, "万元", strlen("万元")) == 0)
        power = 6;
    else
        return p;
    if (n >= sizeof digits || gireport__num_parse(digits, n, &value, &scale) != GIREPORT__NUM_OK ||
        !gireport__num_shift(value, power - (int)scale, out))
        *out = -1;
    return p;
}

/* The next amount of money in a sentence that speaks of processing fees. NULL at the end of the text. */
struct fees {
    const char *text, *at, *end;
};

static int next_fee(struct fees *f, int64_t *amount)
{
    for (;;) {
        if (f->at >= f->end) {
            const char *word = strstr(f->end, fee_word);
            if (word == NULL)
                return 0;
            f->end = sentence_end(word);
            f->at = word;
        }
        while (f->at < f->end && (*f->at < '0' || *f->at > '9'))
            f->at++;
        if (f->at >= f->end)
            continue;
        f->at = read_amount(f->at, f->end, amount);
        if (*amount >= 0)
            return 1;
    }
}

static struct fees fees_of(struct gireport__check *c)
{
    const char *text = gireport__check_prose(c, GIREPORT_TEXT_REMARKS);
    return (struct fees){text, text, text};
}

void gireport__rule_x_004(struct gireport__check *c)
{
    struct gireport__ref ref = {gireport__check_field(c->t, "disclosure", "fees", "amount"),
                                GIREPORT_ROLE_CELL};
    struct fees f;
    int64_t all, fee, largest = -1;
    if (!gireport__check_looks_at(c, ref.field) || !gireport__check_printed(c->r, ref.field, &all))
        return;
    f = fees_of(c);
    while (next_fee(&f, &fee))
        largest = fee > largest ? fee : largest;
    if (largest - gireport__check_rounding(c->r, ref.field) <= all)
        return;
    char found[32], stated[32];
    gireport__check_say(c, &(struct gireport__say){.cells = &ref,
                                                   .n_cells = 1,
                                                   .found = gireport__check_number(found, all, 2),
                                                   .arg = {gireport__check_number(stated, largest, 2)}});
}

void gireport__rule_x_005(struct gireport__check *c)
{
    struct gireport__ref ref = {gireport__check_field(c->t, "applications", "other.fee_unpaid", "total"),
                                GIREPORT_ROLE_CELL};
    const char *remarks;
    int64_t unpaid;
    if (!gireport__check_looks_at(c, ref.field) || !gireport__check_count(&c->now, ref.field, &unpaid) ||
        unpaid <= 0)
        return;
    if (c->r->texts[GIREPORT_TEXT_REMARKS].text == NULL) {
        gireport__check_lacks(c, "remarks");
        return;
    }
    remarks = gireport__check_prose(c, GIREPORT_TEXT_REMARKS);
    if (strstr(remarks, "处理费") != NULL || strstr(remarks, "收费") != NULL)
        return;
    char number[32];
    gireport__check_say(c, &(struct gireport__say){.cells = &ref,
                                                   .n_cells = 1,
                                                   .found = gireport__check_number(number, unpaid, 0)});
}

/* 1 if a word stands between two places of a text. */
static int within(const char *start, const char *end, const char *word)
{
    const char *at = strstr(start, word);
    return at != NULL && at < end;
}

void gireport__rule_x_006(struct gireport__check *c)
{
    struct fees f = fees_of(c);
    int64_t fee;
    if (gireport__check_field(c->t, "disclosure", "fees", "amount") == GIREPORT__NONE)
        return;
    while (next_fee(&f, &fee)) {
        const char *start = sentence_start(f.text, f.at);
        int by_case =
            within(start, f.end, "按件") && !within(start, f.end, "按量") && !within(start, f.end, "按页");
        int64_t step = by_case ? 10000 : 1000;
        char number[32];
        if (fee % step == 0)
            continue;
        gireport__check_say(c, &(struct gireport__say){
                                   .arg = {gireport__check_number(number, fee, 2), by_case ? "100" : "10"}});
        return;
    }
}
