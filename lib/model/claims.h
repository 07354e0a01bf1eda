/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__MODEL_CLAIMS_H
#define GIREPORT__MODEL_CLAIMS_H

/* Claims of a text as a plain result: lib/check finds them, lib/write shows them. */

#include <gireport/claims.h>

#include "report.h"

/* Why a number was not judged. */
enum gireport__why {
    GIREPORT__WHY_JUDGED = 0,
    GIREPORT__WHY_NO_WORDS,   /* nothing before it or behind it speaks of a cell */
    GIREPORT__WHY_NO_REQUEST, /* something that is no request: 咨询, 建议 */
    GIREPORT__WHY_ELSEWHERE,  /* another period, a comparison, a stage: 上半年, 同比, 转办 */
    GIREPORT__WHY_OTHER_YEAR, /* the sentence speaks of another year */
    GIREPORT__WHY_GAP,        /* words that are not understood stand between */
    GIREPORT__WHY_NO_SUBJECT, /* nothing near says that it is about requests */
    GIREPORT__WHY_SHARE,      /* 其中: perhaps the share of one organ */
    GIREPORT__WHY_AMBIGUOUS,  /* words of several claims that do not go together */
    GIREPORT__WHY_UNSURE,     /* it differs, but the words may mean something else */
    GIREPORT__WHY_CELLS,      /* cells are not known */
    GIREPORT__WHY_PRIOR,      /* the report of the year before is not given, or does not have the number */
    GIREPORT__WHYS
};

struct gireport__claim_said {
    uint32_t part, line, column;
    const char *quote, *number, *unit, *pattern, *rule; /* never NULL */
    int64_t value, expected;
    uint32_t scale, verdict, why;
    int has_expected;
    const char **cells;
    size_t n_cells;
};

struct gireport_claims {
    struct gireport__arena arena;
    struct gireport__claim_said *items;
    size_t count, capacity;
    char *file, *organ; /* NULL: not known */
    const gireport_template *tpl;
    int32_t year;
};

#endif
