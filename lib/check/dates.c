/* SPDX-License-Identifier: MIT */
/* Dates of publication. Today is never assumed. */

#include <stdio.h>
#include <string.h>

#include "../base/num.h"
#include "rules.h"

/* Tells where the report was published after a day of the year that follows its own. */
static void late(struct gireport__check *c, int month, int day)
{
    int year, m, d;
    char limit[32];
    if (!gireport__date_parse(c->o->published, strlen(c->o->published), &year, &m, &d))
        return;
    int next = (int)c->r->year + 1;
    if (year < next || (year == next && (m < month || (m == month && d <= day))))
        return;
    snprintf(limit, sizeof limit, "%04d-%02d-%02d", next, month, day);
    gireport__check_say(c, &(struct gireport__say){.found = c->o->published, .expected = limit});
}

void gireport__rule_d_001(struct gireport__check *c)
{
    if (c->o->level == GIREPORT_LEVEL_DEPARTMENT || c->o->level == GIREPORT_LEVEL_MINISTRY)
        late(c, 1, 31);
}

void gireport__rule_d_002(struct gireport__check *c)
{
    if (c->o->level == GIREPORT_LEVEL_PROVINCE || c->o->level == GIREPORT_LEVEL_CITY ||
        c->o->level == GIREPORT_LEVEL_COUNTY)
        late(c, 3, 31);
}

void gireport__rule_d_003(struct gireport__check *c)
{
    if (c->o->level == GIREPORT_LEVEL_TOWNSHIP)
        late(c, 1, 31);
}

void gireport__rule_d_004(struct gireport__check *c)
{
    int year, month, day;
    char end[32];
    if (!gireport__date_parse(c->o->published, strlen(c->o->published), &year, &month, &day) ||
        year > c->r->year)
        return;
    snprintf(end, sizeof end, "%04d-12-31", (int)c->r->year);
    gireport__check_say(c, &(struct gireport__say){.found = c->o->published, .expected = end});
}
