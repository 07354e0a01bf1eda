/* SPDX-License-Identifier: MIT */
/* The rows of a ledger: its header, what stands in each row, and what is wrong with it. */
#include <string.h>

#include "../base/text.h"
#include "tally.h"

#define HEADER_ROWS 10 /* a title and notes may stand before the header */
#define MAX_SAID    60 /* characters of a cell in a message */
#define MAX_WORD    1024 /* bytes of a cell that may hold a word */

enum { NUMBER = GIREPORT__LEDGER_NUMBER, RECEIVED, APPLICANT, OUTCOME, CLOSED, DISPUTES };
enum { RESULT, FILED, DECIDED };

struct reader {
    struct gireport_tally *t;
    const struct gireport__ledger *ledger;
    gireport_findings *findings;
    struct gireport__csv_cursor cursor;
    struct gireport__csv_record record;
    struct gireport__buf raw, folded, shown;
    uint32_t *slots; /* hash table of numbers: row + 1 */
    size_t n_slots, n_numbers;
    size_t without_number;
    int status;
};

struct said {
    const char *rule;
    uint32_t column;   /* of the ledger, or GIREPORT__NONE: of the row */
    const char *arg, *more_zh, *more_en;
    uint32_t line;     /* 0: of the field, or of the record */
};

/* ---- cells ---- */

static const struct gireport__csv_field *field_of(const struct reader *r, uint32_t column)
{
    static const struct gireport__csv_field none = {.s = ""};
    uint32_t at = column < GIREPORT__LEDGER_MAX_COLUMNS ? r->t->at[column] : GIREPORT__NONE;
    return at != GIREPORT__NONE && at < r->record.n ? &r->record.fields[at] : &none;
}

/* The text of a cell, trimmed; in r->raw until the next call. */
static const char *text_of(struct reader *r, const struct gireport__csv_field *f, size_t *len)
{
    const char *s;
    gireport__buf_clear(&r->raw);
    gireport__csv_text(f, &r->raw);
    s = gireport__buf_str(&r->raw);
    *len = r->raw.len;
    gireport__trim(&s, len);
    return s;
}

/* The cell folded; in r->folded until the next call. */
static const char *folded_of(struct reader *r, const struct gireport__csv_field *f)
{
    size_t len;
    const char *s = text_of(r, f, &len);
    gireport__buf_clear(&r->folded);
    if (len > MAX_WORD) /* no word is so long; it is shown, cut, where it is told */
        len = MAX_WORD;
    gireport__fold(&r->folded, s, len);
    return gireport__buf_str(&r->folded);
}

/* At most MAX_SAID characters of a text, in r->shown. */
static const char *show(struct reader *r, const char *s, size_t len)
{
    size_t at = 0;
    uint32_t cp;
    gireport__buf_clear(&r->shown);
    for (int n = 0, step; at < len && n < MAX_SAID; n++, at += (size_t)(step > 0 ? step : 1))
        step = gireport__utf8_next(s + at, len - at, &cp);
    if (at > len)
        at = len;
    gireport__buf_add(&r->shown, s, at);
    if (at < len)
        gireport__buf_adds(&r->shown, "…");
    return gireport__buf_str(&r->shown);
}

static const char *name_of(const struct reader *r, uint32_t column)
{
    return column < r->ledger->n_names ? r->ledger->names[column] : "";
}

/* {0} is the name of the column, {1} the argument, {found} what stands in the cell. */
static void tell(struct reader *r, struct said what)
{
    const struct gireport__csv_field *f = field_of(r, what.column);
    size_t len = 0;
    const char *s = what.column != GIREPORT__NONE ? text_of(r, f, &len) : "";
    uint32_t line = f->line != 0 ? f->line : r->record.line;
    gireport__say(r->findings, &(struct gireport__say){.rule = what.rule,
                                                       .line = what.line != 0 ? what.line : line,
                                                       .column = f->line != 0 ? f->column : 1,
                                                       .found = show(r, s, len),
                                                       .arg = {name_of(r, what.column), what.arg, NULL},
                                                       .more = {what.more_zh, what.more_en}});
}

/* ---- the header ---- */

static uint32_t column_named(struct reader *r, const struct gireport__csv_field *f)
{
    uint32_t column;
    const char *name = folded_of(r, f);
    return *name != '\0' && gireport__tally_find(&r->ledger->columns, name, &column) ? column : GIREPORT__NONE;
}

/* How many columns of requests a record names. */
static int columns_in(struct reader *r)
{
    int n = 0;
    for (size_t i = 0; i < r->record.n && i < GIREPORT__CSV_FIELDS; i++) {
        uint32_t column = column_named(r, &r->record.fields[i]);
        n += column == RECEIVED || column == APPLICANT || column == OUTCOME || column == CLOSED;
    }
    return n;
}

/* The header is the first of the first rows that names at least two of the four columns that a ledger needs. */
static int find_header(struct reader *r)
{
    struct gireport__csv_cursor first = r->cursor;
    for (int i = 0; i < HEADER_ROWS; i++) {
        size_t at = r->cursor.at;
        if (!gireport__csv_record(&r->cursor, &r->record) || r->record.problem != NULL)
            break;
        if (columns_in(r) < 2)
            continue;
        r->t->header_at = at;
        r->t->header_len = r->cursor.at - at;
        return 1;
    }
    r->cursor = first;
    if (!gireport__csv_record(&r->cursor, &r->record))
        r->record = (struct gireport__csv_record){.line = 1};
    return 0;
}

static void add_name(struct gireport__buf *names, const char *name)
{
    if (names->len > 0)
        gireport__buf_adds(names, "、");
    gireport__buf_adds(names, name);
}

/* The names by which a column is known. */
static void known_names(const struct reader *r, uint32_t column, struct gireport__buf *out)
{
    add_name(out, name_of(r, column));
    for (uint32_t i = 0; i < r->ledger->columns.n; i++)
        if (r->ledger->columns.list[i].target == column &&
            strcmp(r->ledger->columns.list[i].word, name_of(r, column)) != 0)
            add_name(out, r->ledger->columns.list[i].word);
}

static int needed_columns(struct reader *r)
{
    int all = 1;
    for (uint32_t c = RECEIVED; c < DISPUTES; c++) {
        struct gireport__buf names = {0};
        if (r->t->at[c] != GIREPORT__NONE)
            continue;
        all = 0;
        known_names(r, c, &names);
        tell(r, (struct said){.rule = "GI-G-001", .column = c, .arg = gireport__buf_str(&names),
                              .line = r->record.line});
        r->raw.failed |= names.failed;
        gireport__buf_free(&names);
    }
    return all;
}

/* What a ledger may lack, and what then cannot be known. */
static void tell_lacking(struct reader *r)
{
    for (uint32_t c = NUMBER; c < r->ledger->n_names; c++) {
        struct said what = {.rule = "GI-G-004", .column = c, .line = r->record.line};
        uint32_t kind = c < DISPUTES ? NUMBER : (c - DISPUTES) % 3;
        if (r->t->at[c] != GIREPORT__NONE)
            continue;
        if (c == NUMBER) {
            what.more_zh = "看不出有没有重复登记的申请";
            what.more_en = "requests entered twice cannot be seen";
        } else if (kind == RESULT) {
            what.more_zh = "这一部分的数字不从台账取";
            what.more_en = "this part of the table is not taken from the ledger";
        } else if (kind == DECIDED && r->t->at[c - DECIDED] != GIREPORT__NONE) {
            what.more_zh = "已有的结果全部计入本年";
            what.more_en = "all results that stand there count for the year";
        } else {
            continue;
        }
        tell(r, what);
    }
}

/* Which field of a record holds which column. Columns of one's own do no harm, but one note names them. */
static int map_columns(struct reader *r)
{
    struct gireport__buf others = {0};
    int twice = 0;
    r->t->width = r->record.n;
    for (size_t i = 0; i < r->record.n && i < GIREPORT__CSV_FIELDS; i++) {
        uint32_t column = column_named(r, &r->record.fields[i]);
        size_t len;
        const char *s;
        if (column != GIREPORT__NONE && r->t->at[column] == GIREPORT__NONE) {
            r->t->at[column] = (uint32_t)i;
        } else if (column != GIREPORT__NONE) {
            tell(r, (struct said){.rule = "GI-G-002", .column = column, .line = r->record.line});
            twice = 1;
        } else if (s = text_of(r, &r->record.fields[i], &len), len > 0) {
            add_name(&others, show(r, s, len));
        }
    }
    if (others.len > 0)
        gireport__say(r->findings, &(struct gireport__say){.rule = "GI-G-003", .line = r->record.line, .column = 1,
                                                           .arg = {gireport__buf_str(&others), NULL, NULL}});
    r->raw.failed |= others.failed;
    gireport__buf_free(&others);
    return !twice;
}

static int read_header(struct reader *r)
{
    for (size_t i = 0; i < GIREPORT__LEDGER_MAX_COLUMNS; i++)
        r->t->at[i] = GIREPORT__NONE;
    int found = find_header(r);
    int good = map_columns(r);
    if (!needed_columns(r) || !found || !good)
        return GIREPORT_ERR_INVALID_DATA;
    tell_lacking(r);
    return GIREPORT_OK;
}

/* ---- the parts of a row ---- */

static int32_t read_date(struct reader *r, uint32_t column)
{
    size_t len;
    const char *s = text_of(r, field_of(r, column), &len);
    int32_t date = gireport__tally_date(s, len);
    if (date == GIREPORT__TALLY_BAD)
        tell(r, (struct said){.rule = "GI-G-006", .column = column});
    return date;
}

static void read_dates(struct reader *r, struct gireport__tally_row *row)
{
    row->received = read_date(r, RECEIVED);
    row->closed = read_date(r, CLOSED);
    if (row->received == 0)
        tell(r, (struct said){.rule = "GI-G-008", .column = RECEIVED});
    if (row->closed > 0 && row->received > 0 && row->closed < row->received) {
        size_t len;
        const char *s = text_of(r, field_of(r, RECEIVED), &len);
        struct gireport__buf received = {0};
        gireport__buf_adds(&received, show(r, s, len));
        tell(r, (struct said){.rule = "GI-G-007", .column = CLOSED, .arg = gireport__buf_str(&received)});
        r->raw.failed |= received.failed;
        gireport__buf_free(&received);
        row->doubt = 1;
    }
}

static void read_outcome(struct reader *r, struct gireport__tally_row *row)
{
    struct gireport__tally_word *w = &row->outcome;
    *w = gireport__tally_word(r->t->tpl, &r->ledger->outcomes, 1, folded_of(r, field_of(r, OUTCOME)));
    if (w->state == GIREPORT__WORD_UNKNOWN)
        tell(r, (struct said){.rule = "GI-G-011", .column = OUTCOME});
    else if (w->state == GIREPORT__WORD_KNOWN && row->closed == 0)
        tell(r, (struct said){.rule = "GI-G-012", .column = OUTCOME, .more_zh = "有办理结果，没有办结日期",
                              .more_en = "an outcome without the day of closing"});
    else if (w->state == GIREPORT__WORD_NONE && row->closed != 0)
        tell(r, (struct said){.rule = "GI-G-012", .column = OUTCOME, .more_zh = "有办结日期，没有办理结果",
                              .more_en = "a day of closing without an outcome"});
    else if (w->state == GIREPORT__WORD_OPEN && row->closed != 0)
        tell(r, (struct said){.rule = "GI-G-012", .column = OUTCOME, .more_zh = "写着没有办结，却有办结日期",
                              .more_en = "said to be open, yet there is a day of closing"});
    /* An unknown word may say that the request is open. */
    row->closing_doubt = w->state == GIREPORT__WORD_UNKNOWN ? row->closed == 0
                                                            : (w->state == GIREPORT__WORD_KNOWN && row->closed == 0) ||
                                                                  (w->state == GIREPORT__WORD_OPEN && row->closed != 0);
}

static void read_applicant(struct reader *r, struct gireport__tally_row *row)
{
    row->applicant = gireport__tally_word(r->t->tpl, &r->ledger->applicants, 0, folded_of(r, field_of(r, APPLICANT)));
    if (row->applicant.state == GIREPORT__WORD_KNOWN)
        return;
    row->applicant.state = GIREPORT__WORD_UNKNOWN;
    tell(r, (struct said){.rule = "GI-G-010", .column = APPLICANT});
}

/* What is wrong with the dates of a dispute, or NULL. */
static const struct gireport__text *case_fault(const struct reader *r, const struct gireport__tally_row *row,
                                               const struct gireport__tally_case *c, uint32_t column)
{
    static const struct gireport__text no_result = {"有日期，没有结果", "a date without a result"},
                                       both = {"写着没有审结，却有审结日期", "said to be pending, yet there is a day of decision"},
                                       no_day = {"有结果，没有审结日期", "a result without the day of decision"},
                                       no_filing = {"没有审结，也没有申请或起诉日期", "pending, without the day of filing"},
                                       order = {"审结早于申请或起诉", "decided before it was filed"},
                                       early = {"申请复议或起诉早于收到信息公开申请", "filed before the request was received"},
                                       later = {"年度以后审结，没有申请或起诉日期，不知道年底时是否已在审理",
                                                "decided after the year, without the day of filing: whether it was pending is "
                                                "not known"};
    int decided = c->result.state == GIREPORT__WORD_KNOWN && c->result.target != r->ledger->pending;
    int32_t start = c->filed > 0 ? c->filed : row->received;
    if (c->result.state == GIREPORT__WORD_NONE)
        return c->filed != 0 || c->decided != 0 ? &no_result : NULL;
    if (c->result.state != GIREPORT__WORD_KNOWN)
        return NULL;
    if (!decided && c->decided != 0)
        return &both;
    if (decided && c->decided == 0 && r->t->at[column + DECIDED] != GIREPORT__NONE)
        return &no_day;
    if (!decided && c->filed == 0 && r->t->at[column + FILED] != GIREPORT__NONE)
        return &no_filing;
    if (c->decided > 0 && start > 0 && c->decided < start)
        return &order;
    if (c->filed > 0 && row->received > 0 && c->filed < row->received)
        return &early;
    return c->decided / 10000 > r->t->year && c->filed == 0 ? &later : NULL;
}

static void read_case(struct reader *r, struct gireport__tally_row *row, uint32_t i)
{
    uint32_t column = DISPUTES + 3 * i;
    struct gireport__tally_case *c = &row->cases[i];
    const struct gireport__text *fault;
    if (r->t->at[column] == GIREPORT__NONE)
        return;
    c->filed = read_date(r, column + FILED);
    c->decided = read_date(r, column + DECIDED);
    c->result = gireport__tally_word(r->t->tpl, &r->ledger->results, 0, folded_of(r, field_of(r, column)));
    if (c->result.state == GIREPORT__WORD_OPEN)
        c->result.state = GIREPORT__WORD_NONE; /* 无 */
    if (c->result.state == GIREPORT__WORD_UNKNOWN)
        tell(r, (struct said){.rule = "GI-G-013", .column = column});
    fault = case_fault(r, row, c, column);
    if (fault != NULL) {
        tell(r, (struct said){.rule = "GI-G-015", .column = column, .more_zh = fault->zh, .more_en = fault->en});
        c->result.doubt = 1;
    }
}

/* A lawsuit after review whose review is not in the row: it counts, but something is probably not entered. */
static void read_cases(struct reader *r, struct gireport__tally_row *row)
{
    for (uint32_t i = 0; i < r->ledger->n_disputes; i++) {
        uint32_t after = r->ledger->disputes[i].after;
        read_case(r, row, i);
        if (after != GIREPORT__NONE && row->cases[i].result.state == GIREPORT__WORD_KNOWN &&
            row->cases[after].result.state == GIREPORT__WORD_NONE &&
            r->t->at[DISPUTES + 3 * after] != GIREPORT__NONE)
            tell(r, (struct said){.rule = "GI-G-016", .column = DISPUTES + 3 * i,
                                  .arg = name_of(r, DISPUTES + 3 * after)});
    }
}

/* ---- numbers that come twice ---- */

static uint64_t hash_of(const char *s)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    return h;
}

static uint32_t *slot_of(uint32_t *slots, size_t n, const struct gireport__tally_row *rows, const char *number)
{
    size_t at = (size_t)hash_of(number) & (n - 1);
    while (slots[at] != 0 && strcmp(rows[slots[at] - 1].number, number) != 0)
        at = (at + 1) & (n - 1);
    return &slots[at];
}

static int grow_slots(struct reader *r)
{
    size_t n = r->n_slots > 0 ? r->n_slots * 2 : 256;
    uint32_t *slots;
    if (r->n_numbers * 2 < r->n_slots)
        return 1;
    slots = gireport__calloc(n, sizeof *slots);
    if (slots == NULL)
        return 0;
    for (size_t i = 0; i < r->n_slots; i++)
        if (r->slots[i] != 0)
            *slot_of(slots, n, r->t->rows, r->t->rows[r->slots[i] - 1].number) = r->slots[i];
    gireport__free(r->slots);
    r->slots = slots;
    r->n_slots = n;
    return 1;
}

/* The number of a row; of two rows with one number neither is sure. */
static void read_number(struct reader *r, struct gireport__tally_row *row, size_t index)
{
    struct gireport__buf line = {0};
    size_t len;
    const char *s = text_of(r, field_of(r, NUMBER), &len);
    uint32_t *slot;
    row->number = gireport__arena_strndup(&r->t->arena, s, len);
    if (row->number == NULL || !grow_slots(r)) {
        r->status = GIREPORT_ERR_NOMEM;
        return;
    }
    if (len == 0) {
        r->without_number++;
        return;
    }
    slot = slot_of(r->slots, r->n_slots, r->t->rows, row->number);
    if (*slot == 0) {
        *slot = (uint32_t)index + 1;
        r->n_numbers++;
        return;
    }
    gireport__buf_add_int(&line, r->t->rows[*slot - 1].line);
    tell(r, (struct said){.rule = "GI-G-009", .column = NUMBER, .arg = gireport__buf_str(&line)});
    r->raw.failed |= line.failed;
    gireport__buf_free(&line);
    row->doubt = r->t->rows[*slot - 1].doubt = 1;
}

/* ---- rows ---- */

static int is_empty(struct reader *r)
{
    for (size_t i = 0; i < r->record.n && i < GIREPORT__CSV_FIELDS; i++) {
        size_t len;
        (void)text_of(r, &r->record.fields[i], &len);
        if (len > 0)
            return 0;
    }
    return r->record.n <= GIREPORT__CSV_FIELDS;
}

/* A row of which nothing can be known. */
static void lose(struct reader *r, struct gireport__tally_row *row)
{
    row->doubt = 1;
    row->number = "";
    row->received = row->closed = GIREPORT__TALLY_BAD;
    row->applicant.state = row->outcome.state = GIREPORT__WORD_UNKNOWN;
    for (uint32_t i = 0; i < r->ledger->n_disputes; i++)
        row->cases[i].result = (struct gireport__tally_word){GIREPORT__NONE, GIREPORT__WORD_UNKNOWN, 0};
}

static void tell_shape(struct reader *r)
{
    struct gireport__buf found = {0}, expected = {0};
    gireport__buf_add_int(&found, (int64_t)r->record.n);
    gireport__buf_add_int(&expected, (int64_t)r->t->width);
    if (r->record.problem != NULL)
        gireport__say(r->findings,
                      &(struct gireport__say){.rule = "GI-I-001", .line = r->record.bad_line,
                                              .column = r->record.bad_column, .arg = {r->record.problem, NULL, NULL}});
    else
        gireport__say(r->findings, &(struct gireport__say){.rule = "GI-G-005", .line = r->record.line, .column = 1,
                                                           .found = gireport__buf_str(&found),
                                                           .expected = gireport__buf_str(&expected)});
    r->raw.failed |= found.failed | expected.failed;
    gireport__buf_free(&found);
    gireport__buf_free(&expected);
}

/* A dispute in a row that is no request: whose it is cannot be known, and whether it counts neither. */
static int read_no_request(struct reader *r, struct gireport__tally_row *row)
{
    size_t len;
    int disputes = 0;
    for (uint32_t c = NUMBER; c < DISPUTES; c++)
        if ((void)text_of(r, field_of(r, c), &len), len > 0)
            return 0;
    for (uint32_t c = DISPUTES; c < r->ledger->n_names; c++) {
        (void)text_of(r, field_of(r, c), &len);
        if (len == 0)
            continue;
        row->cases[(c - DISPUTES) / 3].result.doubt = 1;
        if (disputes++ == 0)
            tell(r, (struct said){.rule = "GI-G-014", .column = c});
    }
    row->no_request = disputes > 0;
    return row->no_request;
}

static void read_row(struct reader *r, struct gireport__tally_row *row, size_t index)
{
    row->line = r->record.line;
    row->number = "";
    if (r->record.problem != NULL || r->record.n != r->t->width) {
        tell_shape(r);
        lose(r, row);
        return;
    }
    if (read_no_request(r, row))
        return;
    read_dates(r, row);
    read_applicant(r, row);
    read_outcome(r, row);
    read_cases(r, row);
    if (r->t->at[NUMBER] != GIREPORT__NONE)
        read_number(r, row, index);
}

static void read_rows(struct reader *r, size_t max_rows)
{
    struct gireport_tally *t = r->t;
    for (size_t at = r->cursor.at; r->status == GIREPORT_OK && gireport__csv_record(&r->cursor, &r->record);
         at = r->cursor.at) {
        void *items = t->rows;
        if (r->record.problem == NULL && is_empty(r))
            continue;
        if (t->n_rows >= max_rows || t->n_rows >= UINT32_MAX - 1) {
            gireport__say(r->findings, &(struct gireport__say){.rule = "GI-I-010", .line = r->record.line, .column = 1,
                                                               .arg = {"max_rows", NULL, NULL}});
            r->status = GIREPORT_ERR_LIMIT;
            return;
        }
        if (!gireport__grow(&items, &t->rows_capacity, t->n_rows, sizeof *t->rows)) {
            r->status = GIREPORT_ERR_NOMEM;
            return;
        }
        t->rows = items;
        t->rows[t->n_rows] = (struct gireport__tally_row){.at = at, .len = (uint32_t)(r->cursor.at - at)};
        read_row(r, &t->rows[t->n_rows], t->n_rows);
        t->n_rows++;
        if (r->raw.failed || r->folded.failed || r->shown.failed)
            r->status = GIREPORT_ERR_NOMEM;
    }
}

static void tell_numbers(struct reader *r)
{
    struct gireport__buf zh = {0}, en = {0};
    if (r->without_number == 0)
        return;
    gireport__buf_add_int(&zh, (int64_t)r->without_number);
    gireport__buf_adds(&zh, "行没有填写，看不出是否重复登记");
    gireport__buf_adds(&en, "empty in ");
    gireport__buf_add_int(&en, (int64_t)r->without_number);
    gireport__buf_adds(&en, " row(s), which may have been entered twice");
    r->record.n = 0;
    tell(r, (struct said){.rule = "GI-G-004", .column = NUMBER, .more_zh = gireport__buf_str(&zh),
                          .more_en = gireport__buf_str(&en), .line = 1});
    r->raw.failed |= zh.failed | en.failed;
    gireport__buf_free(&zh);
    gireport__buf_free(&en);
}

int gireport__tally_read(struct gireport_tally *t, size_t max_rows, gireport_findings *findings)
{
    struct reader r = {.t = t, .ledger = &t->tpl->ledger, .findings = findings};
    r.cursor = (struct gireport__csv_cursor){t->text, t->len, 0, 1};
    r.status = read_header(&r);
    if (r.status == GIREPORT_OK)
        read_rows(&r, max_rows);
    if (r.status == GIREPORT_OK)
        tell_numbers(&r);
    if (r.raw.failed || r.folded.failed || r.shown.failed)
        r.status = GIREPORT_ERR_NOMEM;
    gireport__free(r.slots);
    gireport__buf_free(&r.raw);
    gireport__buf_free(&r.folded);
    gireport__buf_free(&r.shown);
    return r.status;
}
