/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TEMPLATE_H
#define GIREPORT__TEMPLATE_H

/* A template in memory: flat arrays that point at each other by index, so that a built-in one is a constant
 * made from the same file by the same loader (lib/template/builtin_*.c). */

#include <gireport/template.h>

#include "../base/mem.h"

#define GIREPORT__NONE UINT32_MAX

struct gireport__text { const char *zh, *en; };

/* A label as printed, its folded form (gireport__fold) and its aliases. aliases: folded, n_aliases of them. */
struct gireport__label {
    const char *text;
    const char *folded;
    const char *const *aliases; /* folded */
    uint32_t n_aliases;
};

/* A node of the column header or of the row header. Nodes stand in document order (parents first). */
struct gireport__node {
    const char *key;      /* rows: the ROW of the field keys ("denied.state_secret"); columns: the COL.
                             NULL: a header over others that names no field (法人或其他组织) */
    struct gireport__label label;
    struct gireport__text gloss;
    const char *basis;
    const char *unit;     /* columns: of the value (件, 项, 元) or NULL; a row's unit goes before the column's */
    const char *printed_unit; /* money: the unit the form prints, or NULL */
    uint32_t parent;      /* index in the same array, or GIREPORT__NONE */
    uint32_t depth;       /* 0: no parent */
    uint32_t leaf;        /* 1: carries cells */
    uint32_t type, nature; /* columns (a row's nature, where not 0, goes before the column's) */
    uint32_t total;       /* 1: a total row or column */
    uint32_t pos;         /* leaf columns: position among the leaf columns of the section, from 0 */
    uint32_t field;       /* rows: first field of the row (leaf: own cells; group with subtotal: the subtotal row),
                             or GIREPORT__NONE */
    uint32_t section;
};

enum gireport__layout {
    GIREPORT__LAYOUT_MATRIX = 0, /* rows down, columns across */
    GIREPORT__LAYOUT_ACROSS = 1  /* rows stand side by side over their columns; one line of values (part 四) */
};

/* A part of a table with columns of its own (第二十条第（一）项); most tables have one. */
struct gireport__section {
    struct gireport__label caption; /* text NULL: none */
    struct gireport__label stub;    /* header of the label column (信息内容), or the printed rule; text NULL: none */
    uint32_t table;
    uint32_t layout;
    uint32_t first_col, n_cols; /* nodes */
    uint32_t first_row, n_rows; /* nodes */
    uint32_t leaf_cols;
    uint32_t first_field, n_fields;
    uint32_t label_cols; /* columns that the row labels take (3 in part 三) */
};

/* A numbered part of the report. */
struct gireport__part {
    const char *key;    /* "overview", "disclosure" … */
    const char *number; /* 一 … 六 */
    struct gireport__label label;
    uint32_t table;     /* index, or GIREPORT__NONE */
    uint32_t text;      /* enum gireport_text, or GIREPORT__NONE */
};

struct gireport__table {
    const char *key;
    uint32_t part;
    uint32_t first_section, n_sections;
    uint32_t first_field, n_fields;
};

struct gireport__field {
    const char *key;
    const char *label; /* "（一）予以公开·总计" */
    uint32_t table, section;
    uint32_t row, col; /* nodes */
    uint32_t flags;    /* enum gireport_field_flag */
    struct gireport__text gloss; /* where the column has something to say too; else NULL: that of the row */
};

enum gireport__relation { GIREPORT__EQ = 0, GIREPORT__LE = 1, GIREPORT__GE = 2 };

struct gireport_rule {
    const char *id;
    uint32_t severity;
    const char *since;
    struct gireport__text title;
    struct gireport__text message; /* of a finding; placeholders: see lib/model/findings.h */
    struct gireport__text explanation;
    struct gireport__text example;
    const char *basis;
    const char *expression; /* "" unless linear */
    const char *editions;   /* "cn-2019 cn-2021", or "" for all */
};

/* A linear form: Σ coef × cell REL 0. Terms of the left side come first; those of the right side are negated. */
struct gireport__term {
    int32_t coef;
    uint32_t field;
};
struct gireport__form {
    uint32_t rule;       /* index in rules */
    uint32_t relation;   /* enum gireport__relation */
    uint32_t first_term, n_terms;
    uint32_t n_left;     /* the first cell on the left is the rule's total, see DESIGN "Blanks" */
    uint32_t whole;      /* 1: holds every member of each group that it touches, each with the same coefficient,
                            and not the group's own cell, so that a subtotal row may stand for its group */
    uint32_t only_printed; /* 1: the total is a cell of a subtotal row: assessed only where it is printed and at
                              least one part (GI-T3-010) */
};

/* Document numbers that prescribe an edition, for "cited document against tables". */
struct gireport__document {
    const char *number; /* folded */
};

/* Sentences of the text parts that state a number of the tables ("收到政府信息公开申请26件"). All words are folded.
 * lib/check/claims.c finds and compares them. */
struct gireport__words {
    const char *const *list;
    uint32_t n;
    const uint32_t *first; /* the first code point of each, so that most need no comparing */
    uint64_t sieve;        /* bit gireport__words_bit() of each first code point */
};
static inline uint64_t gireport__words_bit(uint32_t cp)
{
    return UINT64_C(1) << ((cp * UINT32_C(2654435761)) >> 26);
}

/* A sum of cells: terms of gireport__claims. */
struct gireport__sum { uint32_t first_term, n_terms; };

/* 0 to 1023. */
static inline uint32_t gireport__say_bit(uint32_t cp)
{
    return (cp * UINT32_C(2654435761)) >> 22;
}

enum gireport__claim_flag {
    GIREPORT__CLAIM_MONEY = 1, /* in 元, not in 件 */
    GIREPORT__CLAIM_LOOSE = 2, /* the word of `about` may stand some sentences before */
    GIREPORT__CLAIM_INTAKE = 4 /* what came in: its `about` alone after a word of `none` says 0, and after a word of
                                  `among` it is somebody's share */
};

struct gireport__claim {
    const char *rule;             /* told when the number does not agree; NULL: it only is an item of a list */
    const char *key;              /* by which others name it, or NULL */
    struct gireport__words say;   /* one of these stands before the number (or behind it) */
    struct gireport__words about; /* none, or one of these stands in the sentence */
    struct gireport__words all;   /* said without a number: as many as the claim of `under` */
    uint32_t part_of;             /* it is an item of that claim's list; index, or NONE */
    uint32_t under;               /* it only means something after that claim in the sentence; index, or NONE */
    const char *list_rule;        /* told when the items of a list do not add up to the claim of `part_of`; of a claim
                                     in money: its items need no words. NULL: not looked at */
    const char *zero_rule;        /* told instead of `rule` when one of text and table says 0; NULL: rule */
    uint32_t flags;               /* enum gireport__claim_flag */
    uint32_t first_sum, n_sums;   /* what the number may be: the first, or one of the others */
    uint32_t n_plain;             /* from this sum on another way of counting, which a note tells */
};

struct gireport__claims {
    const struct gireport__claim *list;
    uint32_t n;
    const struct gireport__sum *sums;
    uint32_t n_sums;
    const struct gireport__term *terms;
    uint32_t n_terms;
    uint64_t say_sieve[16];           /* bits gireport__say_bit() of the first code points of all that claims say */
    struct gireport__words units;     /* words of counting (件) */
    struct gireport__words not_units; /* behind a word of counting: it is none (一件事) */
    struct gireport__words fill;      /* may stand between words and number */
    struct gireport__words none;      /* 未收到: what follows is 0 */
    struct gireport__words none_fill; /* may stand behind them besides `fill` */
    struct gireport__words joins;     /* between two words: their sum */
    struct gireport__words and_so_on; /* 等: the words before it are examples of those behind it */
    struct gireport__words among;     /* 其中: what follows is a part */
    struct gireport__words elsewhere; /* another year or a comparison: nothing is judged */
    struct gireport__words never;     /* something that is no request: nothing is judged */
    struct gireport__words doubtful;  /* perhaps another population: only a note */
    struct gireport__words office;    /* in a government's report: its office alone, so only a note */
    struct gireport__words area;      /* in an agency's report: the whole area, so only a note */
    struct gireport__words government; /* how the names of governments and areas end */
    struct gireport__words than_before, up, down; /* 同比 增长 下降: a percentage against the year before */
    struct gireport__words share;     /* 占: a percentage of the whole */
};

/* Figures that people draw from the tables: sums of cells, and their shares. */
struct gireport__indicator {
    const char *key;
    struct gireport__text label;
    uint32_t is;  /* a sum of claims.sums */
    uint32_t per; /* the sum that it is a share of, or GIREPORT__NONE */
    struct gireport__text whole; /* what that sum is called; zh NULL: none */
};
struct gireport__figures { /* a group of them */
    const char *key;
    struct gireport__text title;
    const char *unit;  /* of the sums: 件 */
    uint32_t parts;    /* 1: they are all the parts of one whole */
    uint32_t least;    /* a share of a smaller whole says little */
    uint32_t first, n; /* indicators */
};

/* How the cells of another edition follow from those of this one. The first entry that a key falls under counts. */
enum gireport__view_kind {
    GIREPORT__VIEW_SAME = 0, /* the cell of the same key */
    GIREPORT__VIEW_SUM = 1,  /* the sum of the leaves under the row of the same key, in the same column */
    GIREPORT__VIEW_NONE = 2  /* nothing follows; `why` says why */
};
struct gireport__view {
    const char *of;          /* id of the other edition */
    const char *const *keys; /* keys of the other edition, whole or up to a dot */
    uint32_t n_keys;
    uint32_t kind; /* enum gireport__view_kind */
    struct gireport__text why;
};

/* How a ledger of requests is counted into the tables (lib/combine/tally.c): its columns, and the words that stand in
 * them. Lists are in order of the word (strcmp), so that a word is found by halving. */
enum gireport__ledger_column {
    GIREPORT__LEDGER_NUMBER,
    GIREPORT__LEDGER_RECEIVED,
    GIREPORT__LEDGER_APPLICANT,
    GIREPORT__LEDGER_OUTCOME,
    GIREPORT__LEDGER_CLOSED,
    GIREPORT__LEDGER_DISPUTES /* from here on three for each kind of dispute: result, filed, decided */
};
#define GIREPORT__LEDGER_MAX_DISPUTES 4
#define GIREPORT__LEDGER_MAX_COLUMNS  (GIREPORT__LEDGER_DISPUTES + 3 * GIREPORT__LEDGER_MAX_DISPUTES)

struct gireport__ledger_word {
    const char *word;  /* folded */
    uint32_t target;   /* a column of the ledger, a row or a column of the form; NONE: still open, no dispute */
};
struct gireport__ledger_words {
    const struct gireport__ledger_word *list;
    uint32_t n;
};

struct gireport__ledger {
    uint32_t received, carried_in, closed, carried_out; /* rows; closed: the total of the outcomes */
    struct {
        uint32_t row;   /* its block in the table of disputes */
        uint32_t after; /* the dispute that comes before it (复议后起诉), or NONE */
    } disputes[GIREPORT__LEDGER_MAX_DISPUTES];
    uint32_t n_disputes;
    uint32_t pending; /* the column of disputes that are not decided, or NONE */
    const char *const *names; /* one a column, as people write it; NULL: the template counts no ledger */
    uint32_t n_names;
    struct gireport__ledger_words columns, applicants, outcomes, results;
};

/* A part of a sentence that the tables give: text, a number, or a list of numbers. */
struct gireport__wording_piece {
    const char *say;  /* "{n}": the number, "{year}": that of the report; of a list: what stands before it */
    const char *zero; /* said instead where the number is 0 ("": nothing) */
    const char *join; /* of a list: between its items */
    const char *tail; /* of a list: behind it */
    uint32_t sum;     /* the number: index in sums of the claims, or GIREPORT__NONE: text alone */
    uint32_t n_items; /* of a list: the pieces that follow are its items; those of 0 are left out, and the list
                         with the last of them */
};
struct gireport__wording_sentence {
    uint32_t condition;    /* a sum: the sentence is said where it is not 0; or GIREPORT__NONE: always */
    const char *otherwise; /* said where it is 0 ("": nothing) */
    uint32_t first_piece, n_pieces;
};
struct gireport__wording_paragraph {
    const char *key;
    uint32_t first_sentence, n_sentences;
};
struct gireport__wording {
    const struct gireport__wording_paragraph *list;
    uint32_t n;
    const struct gireport__wording_sentence *sentences;
    uint32_t n_sentences;
    const struct gireport__wording_piece *pieces;
    uint32_t n_pieces;
};

struct gireport_template {
    const char *id;
    struct gireport__text title;
    const char *basis;
    int32_t year_first, year_last; /* 0: open */
    const char *report_title;      /* "{organ}{year}年政府信息公开工作年度报告" */
    const struct gireport__part *parts;
    uint32_t n_parts;
    const struct gireport__table *tables;
    uint32_t n_tables;
    const struct gireport__section *sections;
    uint32_t n_sections;
    const struct gireport__node *rows;
    uint32_t n_rows;
    const struct gireport__node *cols;
    uint32_t n_cols;
    const struct gireport__field *fields;
    uint32_t n_fields;
    const uint32_t *by_key; /* fields in order of key (strcmp) */
    const struct gireport_rule *rules;
    uint32_t n_rules;
    const struct gireport__form *forms;
    uint32_t n_forms;
    const struct gireport__term *terms;
    uint32_t n_terms;
    const uint32_t *field_forms;  /* forms over field f: field_forms[field_first[f]] .. [field_first[f + 1]] */
    const uint32_t *field_first;  /* n_fields + 1 */
    const struct gireport__document *documents;
    uint32_t n_documents;
    const char *const *not_labels; /* folded labels that other software uses and that the form does not have */
    uint32_t n_not_labels;
    struct gireport__claims claims;
    const struct gireport__figures *figures;
    uint32_t n_figures;
    const struct gireport__indicator *indicators;
    uint32_t n_indicators;
    const struct gireport__view *views;
    uint32_t n_views;
    struct gireport__ledger ledger;
    struct gireport__wording paragraphs;
    struct gireport__loaded *loaded; /* arena and count of a loaded template; NULL: built in */
};

/* Tells a problem of a template file; the public wrapper in lib/model makes findings of it. */
typedef void (*gireport__problem_fn)(void *context, uint32_t line, uint32_t column, const char *zh, const char *en);

int gireport__template_load(const char *data, size_t len, gireport__problem_fn problem, void *context,
                            const gireport_template **out);

/* The entry of a template's views that a key of another edition falls under, or NULL. */
const struct gireport__view *gireport__template_view(const gireport_template *t, const char *of, const char *key);

/* The leaf column of a position in a section; the node index. */
uint32_t gireport__template_col(const gireport_template *t, uint32_t section, uint32_t pos);
/* Compiled linear rules: fills terms of one form. */
static inline const struct gireport__term *gireport__form_terms(const gireport_template *t,
                                                                 const struct gireport__form *f)
{
    return t->terms + f->first_term;
}

#endif
