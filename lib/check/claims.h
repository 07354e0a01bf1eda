/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__CHECK_CLAIMS_H
#define GIREPORT__CHECK_CLAIMS_H

/* Sentences against tables: the text as code points (claims_prose.c), what its numbers speak of
 * (claims_bind.c), whether they agree (claims.c), and whether the items of a list add up (claims_list.c). The
 * words are those of the template; what cannot be bound surely is not judged. claims_note.c lists it all. */

#include "../model/claims.h"
#include "rules.h"

/* What a code point does to a sentence. */
enum gireport__mark {
    GIREPORT__MARK_NONE = 0,
    GIREPORT__MARK_PAUSE = 1, /* 、 */
    GIREPORT__MARK_COMMA = 2,
    GIREPORT__MARK_COLON = 3, /* ： ； */
    GIREPORT__MARK_OPEN = 4,
    GIREPORT__MARK_CLOSE = 5,
    GIREPORT__MARK_STOP = 6, /* 。 ？ ！ */
    /* or-ed to those: */
    GIREPORT__MARK_GAP = 8,      /* white space stood before it */
    GIREPORT__MARK_DIGIT = 16,   /* 0 … 9 */
    GIREPORT__MARK_NUMERAL = 32, /* 一 … 亿 */
    GIREPORT__MARK_DENIAL = 64   /* perhaps a word of `none` begins here */
};

/* A text as folded code points without white space and quotes. */
struct gireport__prose {
    const char *text;
    size_t len;
    uint32_t *cp, *at; /* at: offset of its first byte in the text */
    uint8_t *mark;     /* enum gireport__mark */
    uint32_t n;
};

/* A number with its unit. Positions are in code points. */
struct gireport__quantity {
    uint32_t start, end;   /* of the number, and behind its unit */
    uint32_t left;         /* where what is said before it begins */
    uint32_t left_wide;    /* the same with the stretch before, which has no number of its own; or NONE */
    uint32_t hop, hop_end; /* "予以公开（含…）9件": what stands before the brackets; or NONE */
    uint32_t depth;        /* of brackets */
    int64_t value;         /* money: in 0.01 元 */
    uint32_t money;
    const char *unit; /* the word of counting */
};

#define GIREPORT__MAX_QUANTITIES 64 /* of a sentence */
#define GIREPORT__MAX_CELLS      16 /* of a finding about a number */
#define GIREPORT__MAX_BOUND      4  /* claims that one number may be the sum of */

struct gireport__sentence {
    uint32_t start, end;
    struct gireport__quantity q[GIREPORT__MAX_QUANTITIES];
    uint32_t n;
    int whole; /* 0: it has more numbers than are kept */
};

enum gireport__bound_flag {
    GIREPORT__BOUND_UNSURE = 1,  /* only agreement counts */
    GIREPORT__BOUND_DOUBTFUL = 2 /* perhaps of another population: at most a note */
};

/* What a number speaks of: the sum of n claims; n 0: nothing that is known. */
struct gireport__bound {
    uint32_t claim[GIREPORT__MAX_BOUND];
    uint32_t n, flags;
    uint32_t from; /* where its words begin, for the quotation */
    uint32_t to;   /* where they end, if they stand behind the number; else 0 */
    uint32_t why;  /* enum gireport__why, where n is 0 */
};

/* Whose report it is. */
enum gireport__claims_organ {
    GIREPORT__ORGAN_UNKNOWN = 0,
    GIREPORT__ORGAN_GOVERNMENT = 1,
    GIREPORT__ORGAN_AGENCY = 2
};

/* What is known while a text is gone through. */
struct gireport__claims_state {
    struct gireport__check *c;
    const struct gireport__claims *t;
    const struct gireport__prose *p;
    uint32_t which; /* enum gireport_text */
    uint32_t since[4],
        end; /* where the last sentences of the section began, the current one first; its end */
    int unit_told;
    uint32_t doubt; /* of the number that was bound last */
    enum gireport__claims_organ organ;
    struct gireport__seen *seen; /* one a claim */
    gireport_claims *list;       /* where all claims are written down, or NULL */
};

/* The last number of a claim, and what came of comparing all of them. */
struct gireport__seen {
    int there;
    int64_t value;
    uint32_t start, end, sentence; /* of the last one; sentence: where it began */
    uint32_t from, flags;          /* as in struct gireport__bound */
    int agreed;                    /* one of them is what the table says */
    int lacked;                    /* told that cells are not known */
    struct gireport__broken {
        int there, wide; /* wide: agrees in another way of counting */
        uint32_t which, from, end, flags, n;
        uint32_t claim[GIREPORT__MAX_BOUND];
        int64_t value, expected;
    } broken; /* the first that does not */
};

/* ---- claims_prose.c ---- */

/* 0: no memory */
int gireport__prose_make(struct gireport__prose *p, const struct gireport__claims *t, const char *text);
void gireport__prose_free(struct gireport__prose *p);
/* The code points that a word takes at a place before `end`, 0 where it does not stand there. */
uint32_t gireport__prose_match(const struct gireport__prose *p, uint32_t at, uint32_t end, const char *word);
/* The longest of some words at a place; *which (may be NULL): its number. */
uint32_t gireport__prose_longest(const struct gireport__prose *p, uint32_t at, uint32_t end,
                                 const struct gireport__words *words, uint32_t *which);
/* Where one of some words begins in a stretch, or NONE. */
uint32_t gireport__prose_find(const struct gireport__prose *p, uint32_t from, uint32_t to,
                              const struct gireport__words *words);
uint8_t gireport__prose_mark(const struct gireport__prose *p, uint32_t at);
/* 1 if a heading begins at a place: （三）. */
int gireport__prose_heading(const struct gireport__prose *p, uint32_t at);
/* The end of the sentence that begins at a place (behind its stop). *marks: what its marks have or-ed. */
uint32_t gireport__prose_sentence_end(const struct gireport__prose *p, uint32_t from, uint8_t *marks);
/* Finds the numbers with units in s->start .. s->end. */
void gireport__prose_quantities(const struct gireport__prose *p, const struct gireport__claims *t,
                                struct gireport__sentence *s);
/* The last year ("2020年") that stands in a stretch, or 0. */
int32_t gireport__prose_year(const struct gireport__prose *p, uint32_t from, uint32_t to);

/* ---- claims_bind.c ---- */

void gireport__claims_bind(const struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                           uint32_t quantity, struct gireport__bound *out);
/* Where one that speaks of everything ends before the next mark: 均获维持 behind a number of a claim. The
 * claim, or NONE. */
uint32_t gireport__claims_all(const struct gireport__claims_state *s, uint32_t under, uint32_t at,
                              uint32_t end);
/* Claims that a sentence says to be 0 (未收到政府信息公开申请): how many, at most max; *from, *to: its words.
 */
uint32_t gireport__claims_none(const struct gireport__claims_state *s,
                               const struct gireport__sentence *sentence, uint32_t *at, uint32_t *claims,
                               uint32_t max, uint32_t *from, uint32_t *to);

/* ---- claims.c ---- */

/* 1 and the value of a sum over this report's cells, 0 where a cell is not known. */
int gireport__claims_sum(const struct gireport__claims_state *s, uint32_t sum, int64_t *out);
/* Adds the cells of a sum to n references, of which there are at most GIREPORT__MAX_CELLS. Returns how many there
 * are. */
size_t gireport__claims_cells(const struct gireport__claims_state *s, uint32_t sum, struct gireport__ref *refs,
                              size_t n);
/* 1 if the sentence names what a way of counting adds to the first one: "（含上年结转1件）". */
int gireport__claims_says_so(const struct gireport__claims_state *s, const struct gireport__claim *c, uint32_t way);
/* Tells a finding about a stretch of a text, quoted as the argument {0}. */
void gireport__claims_say(const struct gireport__claims_state *s, struct gireport__say *what, uint32_t which,
                          uint32_t from, uint32_t to);

/* Goes through the texts; list: where claims are written down, or NULL. */
void gireport__claims_go_through(struct gireport__check *c, gireport_claims *list);

/* ---- claims_note.c ---- */

/* What came of comparing a number. */
struct gireport__compared {
    uint32_t verdict, why; /* enum gireport_claim_verdict, enum gireport__why */
    int has_expected;
    int64_t expected;
};
struct gireport__noted {
    const struct gireport__bound *bound;
    uint32_t from, start, end; /* of the words, of the number, and behind it */
    int64_t value;
    uint32_t scale;
    const char *unit, *rule; /* rule NULL: that of the claim */
    struct gireport__compared result;
};
/* Writes a claim down, where a list is asked for. */
void gireport__claims_note(const struct gireport__claims_state *s, const struct gireport__noted *what);

/* ---- claims_rate.c ---- */

/* Looks at the percentage behind a number that is bound. */
void gireport__claims_rates(const struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                            uint32_t quantity, const struct gireport__bound *b);

/* ---- claims_list.c ---- */

/* Looks at the lists of a sentence whose numbers are bound. */
void gireport__claims_lists(struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                            const struct gireport__bound *bound);

#endif
