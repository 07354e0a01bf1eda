/* SPDX-License-Identifier: MIT */
/* What the linear rules say of rows at certain places: the only use of rules in reading, to decide between
 * readings. */
#include "../model/linear.h"
#include "recognise_rows.h"

#define POSITIONS_MAX 256

int gireport__trial_new(struct gireport__reading *rd, uint32_t table, struct gireport__trial *out)
{
    *out = (struct gireport__trial){.table = table};
    if (gireport_report_new(rd->tpl, &out->report) == GIREPORT_OK)
        return 1;
    if (rd->status == GIREPORT_OK)
        rd->status = GIREPORT_ERR_NOMEM;
    return 0;
}

void gireport__trial_free(struct gireport__trial *t)
{
    gireport_report_free(t->report);
    t->report = NULL;
}

void gireport__trial_put(const struct gireport__reading *rd, struct gireport__trial *t,
                         const struct gireport__kept_row *k, uint32_t node)
{
    uint32_t pos[POSITIONS_MAX];
    struct gireport__kept_row as = k ? *k : (struct gireport__kept_row){.node = node};
    as.node = node;
    uint32_t first = gireport__row_field(rd, &as, node), width = gireport__row_width(rd, &as);
    if (first == GIREPORT__NONE || (k && !gireport__row_positions(rd, &as, pos)))
        return;
    for (uint32_t i = 0; i < width; i++)
        t->report->cells[first + i].state = GIREPORT_STATE_ABSENT;
    for (size_t i = 0; k && i < k->in.n_values; i++) {
        const struct gireport__printed *p = &k->in.values[i];
        struct gireport__read_value v;
        if (pos[i] == GIREPORT__POS_EXTRA || p->picture)
            continue;
        struct gireport__cell *cell = &t->report->cells[first + pos[i]];
        const struct gireport__node *col = &rd->tpl->cols[rd->tpl->fields[first + pos[i]].col];
        gireport__value_read(p->text, p->len, col->type, k->in.unit ? k->in.unit : col->printed_unit, &v);
        cell->state = v.state;
        cell->unit = v.unit;
        cell->scale = v.scale;
        cell->value = v.value;
    }
}

void gireport__trial_put_tied(const struct gireport__reading *rd, struct gireport__trial *t)
{
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__kept_row *k = &rd->rows[i];
        if (k->kept == GIREPORT__KEPT_TIED && k->table == t->table)
            gireport__trial_put(rd, t, k, k->node);
    }
}

static int over_rows(const gireport_template *t, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(t, form);
    for (uint32_t i = 1; i < form->n_terms; i++)
        if (t->fields[terms[i].field].row != t->fields[terms[0].field].row)
            return 1;
    return 0;
}

int gireport__trial_judge(struct gireport__reading *rd, struct gireport__trial *t)
{
    const gireport_template *tpl = rd->tpl;
    struct gireport__counts counts;
    t->broken = t->broken_over = t->firm = 0;
    if (gireport__counts_new(t->report, 0, &counts) != GIREPORT_OK) {
        if (rd->status == GIREPORT_OK)
            rd->status = GIREPORT_ERR_NOMEM;
        return 0;
    }
    for (uint32_t i = 0; i < tpl->n_forms; i++) {
        const struct gireport__form *form = &tpl->forms[i];
        int64_t left = 0, right = 0;
        if (form->relation != GIREPORT__EQ ||
            tpl->fields[gireport__form_terms(tpl, form)[0].field].table != t->table)
            continue;
        enum gireport__verdict v = gireport__form_verdict(&counts, form, &left, &right, NULL, 0, NULL);
        t->broken += v == GIREPORT__BROKEN;
        t->broken_over += v == GIREPORT__BROKEN && over_rows(tpl, form);
        t->firm += v == GIREPORT__HOLDS && left != 0;
    }
    gireport__counts_free(&counts);
    return 1;
}
