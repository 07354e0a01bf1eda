/* SPDX-License-Identifier: MIT */
/* Claims of a template: sentences that state a number of the tables, and the words that go with them. */
#include <string.h>

#include "../base/text.h"
#include "expression.h"

static struct gireport__words load_words(struct gireport__loader *l, const struct gireport__tree *node)
{
    struct gireport__words words = {0};
    uint32_t *first;
    words.list = gireport__load_folded_list(l, node, &words.n);
    if (!words.n)
        return words;
    first = gireport__arena_alloc(&l->arena, words.n * sizeof *first);
    if (!first) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        words.n = 0;
        return words;
    }
    for (uint32_t i = 0; i < words.n; i++) {
        gireport__utf8_next(words.list[i], strlen(words.list[i]), &first[i]);
        words.sieve |= gireport__words_bit(first[i]);
    }
    words.first = first;
    return words;
}

/* The claim of a key among those before: what others refer to has to stand first. */
static uint32_t find_claim(struct gireport__loader *l, const struct gireport__tree *node, size_t before)
{
    const struct gireport__claim *claims = l->claims.items;
    if (!node)
        return GIREPORT__NONE;
    for (uint32_t i = 0; i < before; i++)
        if (claims[i].key && !strcmp(claims[i].key, node->text))
            return i;
    gireport__load_tell(l, node, "前面没有键为“{0}”的条目", "no claim with the key \"{0}\" stands before",
                        node->text);
    return GIREPORT__NONE;
}

/* Claims tell the rules of the family GI-N, whose words are in the library. */
static const char *load_rule_id(struct gireport__loader *l, const struct gireport__tree *node)
{
    if (!node || !gireport__load_rule_id_ok(l, node))
        return NULL;
    if (strncmp(node->text, "GI-N-", 5) != 0)
        gireport__load_tell(l, node, "“{0}”不是 GI-N 类的规则", "\"{0}\" is no rule of the family GI-N",
                            node->text);
    return gireport__load_string(l, node);
}

/* One sum or a list of them. Returns how many sums there are from `first` on. */
static uint32_t load_sums(struct gireport__loader *l, const struct gireport__tree *node, size_t first)
{
    if (node && node->kind == GIREPORT__TREE_SCALAR)
        gireport__compile_sum(l, node);
    for (const struct gireport__tree *m = node ? node->first : NULL; m && gireport__load_goes_on(l);
         m = m->next)
        gireport__compile_sum(l, m);
    return (uint32_t)(l->sums.count - first);
}

enum member {
    RULE,
    SAY,
    IS,
    OR,
    WIDE,
    KEY,
    ABOUT,
    NEAR,
    INTAKE,
    ALL,
    PART_OF,
    UNDER,
    LIST,
    ZERO,
    UNIT,
    N_MEMBERS
};

/* What a claim needs to mean anything. */
static void check_claim(struct gireport__loader *l, const struct gireport__tree *node,
                        const struct gireport__tree *const *m)
{
    if (m[IS] && !m[RULE])
        gireport__load_tell(l, node, "有 is 就要有 rule", "a claim with \"is\" needs a \"rule\"", NULL);
    if (!m[IS] && (m[OR] || m[WIDE]))
        gireport__load_tell(l, node, "没有 is 就不能有 or 和 wide", "\"or\" and \"wide\" need \"is\"", NULL);
    if (!m[IS] && !m[LIST])
        gireport__load_tell(l, node, "要有 is 或 list", "\"is\" or \"list\" is needed", NULL);
    if (m[LIST] && !m[PART_OF] && !m[KEY])
        gireport__load_tell(l, node, "有 list 就要有 part_of 或 key",
                            "a claim with \"list\" needs \"part_of\" or \"key\"", NULL);
    if (m[ALL] && !m[UNDER])
        gireport__load_tell(l, node, "有 all 就要有 under", "a claim with \"all\" needs \"under\"", NULL);
}

static uint32_t load_flags(struct gireport__loader *l, const struct gireport__tree *const *m)
{
    static const char *const truth[] = {"false", "true", NULL}, *const units[] = {"件", "元", NULL};
    uint32_t flags = 0;
    if (gireport__load_word(l, m[UNIT], units, 0, 0))
        flags |= GIREPORT__CLAIM_MONEY;
    if (gireport__load_word(l, m[NEAR], truth, 0, 0))
        flags |= GIREPORT__CLAIM_LOOSE;
    if (gireport__load_word(l, m[INTAKE], truth, 0, 0))
        flags |= GIREPORT__CLAIM_INTAKE;
    return flags;
}

static void add_claim(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const uint32_t one = GIREPORT__TREE_SCALAR, many = GIREPORT__TREE_SEQ;
    const struct gireport__want want[N_MEMBERS] = {
        [RULE] = {"rule", one, 0},    [SAY] = {"say", many, 1},         [IS] = {"is", one, 0},
        [OR] = {"or", one | many, 0}, [WIDE] = {"wide", one | many, 0}, [KEY] = {"key", one, 0},
        [ABOUT] = {"about", many, 0}, [NEAR] = {"near", one, 0},        [INTAKE] = {"intake", one, 0},
        [ALL] = {"all", many, 0},     [PART_OF] = {"part_of", one, 0},  [UNDER] = {"under", one, 0},
        [LIST] = {"list", one, 0},    [ZERO] = {"zero", one, 0},        [UNIT] = {"unit", one, 0},
    };
    const struct gireport__tree *m[N_MEMBERS];
    struct gireport__claim claim = {0}, *c;
    size_t first_sum = l->sums.count;
    if (!gireport__load_take(l, node, want, N_MEMBERS, m))
        return;
    check_claim(l, node, m);
    load_sums(l, m[IS], first_sum);
    claim.n_plain = load_sums(l, m[OR], first_sum);
    claim.n_sums = load_sums(l, m[WIDE], first_sum);
    claim.first_sum = (uint32_t)first_sum;
    claim.rule = load_rule_id(l, m[RULE]);
    claim.key = m[KEY] && gireport__load_key_ok(l, m[KEY]) ? gireport__load_string(l, m[KEY]) : NULL;
    claim.say = load_words(l, m[SAY]);
    claim.about = load_words(l, m[ABOUT]);
    claim.all = load_words(l, m[ALL]);
    claim.part_of = find_claim(l, m[PART_OF], l->claims.count);
    claim.under = find_claim(l, m[UNDER], l->claims.count);
    claim.list_rule = load_rule_id(l, m[LIST]);
    claim.zero_rule = load_rule_id(l, m[ZERO]);
    claim.flags = load_flags(l, m);
    c = gireport__load_add(l, &l->claims, sizeof *c, GIREPORT__MAX_CLAIMS, node);
    if (!c)
        return;
    *c = claim;
    for (uint32_t i = 0; i < c->say.n; i++) {
        uint32_t bit = gireport__say_bit(c->say.first[i]);
        l->t.claims.say_sieve[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

void gireport__load_claims(struct gireport__loader *l, const struct gireport__tree *node)
{
    enum { N_WORDS = 18 };
    struct gireport__claims *c = &l->t.claims;
    const struct {
        const char *key;
        struct gireport__words *words;
    } members[N_WORDS] = {
        {"units", &c->units},
        {"not_units", &c->not_units},
        {"fill", &c->fill},
        {"none", &c->none},
        {"none_fill", &c->none_fill},
        {"joins", &c->joins},
        {"and_so_on", &c->and_so_on},
        {"among", &c->among},
        {"elsewhere", &c->elsewhere},
        {"never", &c->never},
        {"doubtful", &c->doubtful},
        {"office", &c->office},
        {"area", &c->area},
        {"government", &c->government},
        {"than_before", &c->than_before},
        {"up", &c->up},
        {"down", &c->down},
        {"share", &c->share},
    };
    struct gireport__want want[N_WORDS + 1];
    const struct gireport__tree *m[N_WORDS + 1];
    for (size_t i = 0; i < N_WORDS; i++)
        want[i] = (struct gireport__want){members[i].key, GIREPORT__TREE_SEQ, i == 0};
    want[N_WORDS] = (struct gireport__want){"list", GIREPORT__TREE_SEQ, 1};
    if (!gireport__load_take(l, node, want, N_WORDS + 1, m))
        return;
    for (size_t i = 0; i < N_WORDS; i++)
        *members[i].words = load_words(l, m[i]);
    for (const struct gireport__tree *one = m[N_WORDS] ? m[N_WORDS]->first : NULL;
         one && gireport__load_goes_on(l); one = one->next)
        add_claim(l, one);
}
