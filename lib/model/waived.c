/* SPDX-License-Identifier: MIT */
/* Findings that are accepted: what the outputs say of them, and the reasons that have a code. */

#include <gireport/waivers.h>

#include <string.h>

#include "findings.h"

static const struct {
    const char *code;
    struct gireport__text gloss;
} reasons[] = {
    {"VERTICAL",
     {"垂直管理的机关由其上级汇总", "bodies under vertical leadership are summed by their own line"}},
    {"SCOPE", {"统计范围不同（如只含办公厅、办公室）", "another scope, such as the government office alone"}},
    {"CODEF",
     {"共同被告的案件只由原行为机关计一次",
      "a lawsuit with co-defendants is counted once, by the original actor"}},
    {"JOINT",
     {"联合制发、转办的由牵头机关计", "joint documents and requests passed on are counted by the lead body"}},
    {"LATE", {"汇总以后单位更正了报告", "a unit corrected its report after the consolidation"}},
    {"SPECIAL",
     {"开发区、公共企事业单位另行统计",
      "development zones, public institutions and enterprises are counted elsewhere"}},
    {"STOCK",
     {"存量按制发层级计，不按起草单位计",
      "the stock is counted by the issuing level, not by the drafting unit"}},
    {"OTHER", {"另有原因", "another reason"}},
};

const char *gireport_waiver_reason_gloss(const char *code, uint32_t lang)
{
    for (size_t i = 0; code != NULL && lang <= GIREPORT_LANG_EN && i < sizeof reasons / sizeof *reasons; i++)
        if (strcmp(reasons[i].code, code) == 0)
            return lang == GIREPORT_LANG_EN ? reasons[i].gloss.en : reasons[i].gloss.zh;
    return NULL;
}

int gireport_finding_waived(const gireport_findings *f, size_t i)
{
    return f != NULL && i < f->count && f->items[i].waived != NULL;
}

const char *gireport_finding_waiver(const gireport_findings *f, size_t i, uint32_t part)
{
    if (!gireport_finding_waived(f, i))
        return NULL;
    const struct gireport__waived *w = f->items[i].waived;
    const char *const parts[] = {w->reason, w->note, w->by, w->on};
    return part < sizeof parts / sizeof *parts ? parts[part] : NULL;
}

size_t gireport_findings_count_waived(const gireport_findings *f)
{
    return f != NULL ? f->waived : 0;
}

uint32_t gireport__finding_shown(const struct gireport__finding *x)
{
    return x->waived != NULL ? (uint32_t)GIREPORT_SEVERITY_NOTE : x->severity;
}

const char *gireport__finding_accepted(const struct gireport__finding *x, uint32_t lang)
{
    return x->waived != NULL ? x->waived->told[lang == GIREPORT_LANG_EN] : "";
}

static const char *keep(gireport_findings *f, const char *s)
{
    const char *copy = gireport__arena_strndup(&f->arena, s, strlen(s));
    if (copy == NULL)
        f->status = GIREPORT_ERR_NOMEM;
    return copy != NULL ? copy : "";
}

static const char *tell(gireport_findings *f, const struct gireport__waived *w, uint32_t lang)
{
    struct gireport__buf b = {0};
    int en = lang == GIREPORT_LANG_EN;
    const char *gloss = gireport_waiver_reason_gloss(w->reason, lang);
    gireport__buf_adds(&b, en ? "accepted (" : "已接受（");
    gireport__buf_adds(&b, w->reason);
    gireport__buf_addc(&b, ' ');
    gireport__buf_adds(&b, *w->note != '\0' || gloss == NULL ? w->note : gloss);
    gireport__buf_adds(&b, en ? "; " : "；");
    gireport__buf_adds(&b, w->by);
    gireport__buf_addc(&b, ' ');
    gireport__buf_adds(&b, w->on);
    gireport__buf_adds(&b, en ? "): " : "）：");
    const char *told = keep(f, gireport__buf_str(&b));
    if (b.failed)
        f->status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&b);
    return told;
}

void gireport__finding_waive(gireport_findings *f, size_t i, const struct gireport__waived *how)
{
    struct gireport__waived *w = gireport__arena_alloc(&f->arena, sizeof *w);
    if (w == NULL) {
        f->status = GIREPORT_ERR_NOMEM;
        return;
    }
    w->reason = keep(f, how->reason);
    w->note = keep(f, how->note);
    w->by = keep(f, how->by);
    w->on = keep(f, how->on);
    w->told[GIREPORT_LANG_ZH] = tell(f, w, GIREPORT_LANG_ZH);
    w->told[GIREPORT_LANG_EN] = tell(f, w, GIREPORT_LANG_EN);
    if (f->status != GIREPORT_OK)
        return;
    f->items[i].waived = w;
    f->of_severity[f->items[i].severity & 3]--;
    f->waived++;
}
