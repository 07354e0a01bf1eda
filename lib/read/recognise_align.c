/* SPDX-License-Identifier: MIT */
/* Values that stand apart from their labels. In text a label comes before its values; where one of both is
 * missing or stands elsewhere, the order of the document and of the form and the linear rules must leave one
 * reading, or the values stay unread. */
#include <string.h>

#include "../base/mem.h"
#include "recognise_rows.h"

/* One step through a table: a label without values, values without a label, or both. */
struct step {
    struct gireport__kept_row *row;
    uint32_t label;  /* the row that a label or tie names, NONE: values alone */
    uint8_t values;  /* 1: has values of the right number */
    uint8_t lacking; /* 1: after pairing, a label without values or values without a label */
    uint8_t paired;  /* 1: label of one step with the values of another */
};

struct steps {
    struct gireport__reading *rd;
    uint32_t table;
    struct step *s;
    size_t n;
    int groups_valued; /* a group has values of its own: a run behind its label alone */
    int side_by_side;  /* most values stand on the line of their label */
};

static int counts_as_leaf(const struct gireport__reading *rd, uint32_t node)
{
    return node != GIREPORT__NONE && (rd->tpl->rows[node].leaf || gireport__group_stands(rd, node));
}

/* The values of a kept row as those of a node: 1 if they fit its columns. */
static int fits(const struct gireport__reading *rd, const struct gireport__kept_row *k, uint32_t node)
{
    struct gireport__kept_row as = *k;
    uint32_t pos[256];
    as.node = node;
    return gireport__row_positions(rd, &as, pos);
}

static void tie(struct gireport__kept_row *k, uint32_t node, int inferred)
{
    k->kept = GIREPORT__KEPT_TIED;
    k->node = node;
    if (inferred)
        k->inferred = 1;
}

/* The steps of a table in the order of the document. */
static int collect(struct gireport__reading *rd, uint32_t table, struct steps *out)
{
    *out = (struct steps){rd, table, NULL, 0, 0};
    out->s = gireport__calloc(rd->n_rows + 1, sizeof(*out->s));
    if (!out->s) {
        rd->status = rd->status == GIREPORT_OK ? GIREPORT_ERR_NOMEM : rd->status;
        return 0;
    }
    for (size_t i = 0; i < rd->n_rows; i++) {
        struct gireport__kept_row *k = &rd->rows[i];
        if (k->table != table || k->kept == GIREPORT__KEPT_FOREIGN ||
            (k->kept == GIREPORT__KEPT_LABEL && !counts_as_leaf(rd, k->node) &&
             (k->node == GIREPORT__NONE || rd->tpl->rows[k->node].field == GIREPORT__NONE)))
            continue;
        struct step *s = &out->s[out->n++];
        s->row = k;
        s->label = k->node;
        s->values = k->in.n_values > 0;
    }
    return 1;
}

/* Are labels and values so far apart that neighbourhood means nothing? Printed column by column, or values
 * before the first label while labels lack theirs. */
static int irregular(const struct steps *st)
{
    int first_is_run = st->n && st->s[0].label == GIREPORT__NONE, columns = 0, labels = 0;
    for (size_t i = 0; i < st->n; i++) {
        labels |= !st->s[i].values && counts_as_leaf(st->rd, st->s[i].label);
        columns |= (st->s[i].row->in.flags & GIREPORT__ROW_COLUMNS) != 0;
    }
    return columns || (first_is_run && labels);
}

/* --- far apart: by the order of the form ------------------------------------------------------------------
 */

static size_t count_runs(const struct steps *st)
{
    size_t n = 0;
    for (size_t i = 0; i < st->n; i++)
        n += st->s[i].values;
    return n;
}

/* The runs of the table in order are the rows of the form in order, if there are as many of both, every tie
 * agrees, every neighbouring label and run agree, and the linear rules hold over more than zeros. */
static void by_form_order(struct steps *st)
{
    struct gireport__reading *rd = st->rd;
    const gireport_template *t = rd->tpl;
    struct gireport__trial trial;
    uint32_t *nodes = gireport__calloc(t->n_rows + 1U, sizeof(*nodes));
    size_t n_nodes = 0, runs = count_runs(st), run = 0;
    for (uint32_t r = 0; nodes && r < t->n_rows; r++)
        if (t->sections[t->rows[r].section].table == st->table && rd->row_seen[r] && counts_as_leaf(rd, r))
            nodes[n_nodes++] = r;
    int ok = nodes && n_nodes == runs && !rd->no_inference;
    if (!nodes)
        rd->status = GIREPORT_ERR_NOMEM;
    for (size_t i = 0; ok && i < st->n; i++) {
        const struct step *s = &st->s[i];
        if (!s->values)
            continue;
        ok = fits(rd, s->row, nodes[run]) && (s->label == GIREPORT__NONE || s->label == nodes[run]);
        run++;
    }
    if (ok && gireport__trial_new(rd, st->table, &trial)) {
        run = 0;
        for (size_t i = 0; i < st->n; i++)
            if (st->s[i].values)
                gireport__trial_put(rd, &trial, st->s[i].row, nodes[run++]);
        ok = gireport__trial_judge(rd, &trial) && !trial.broken && trial.firm;
        gireport__trial_free(&trial);
    } else {
        ok = 0;
    }
    run = 0;
    for (size_t i = 0; i < st->n; i++) {
        struct step *s = &st->s[i];
        if (!s->values)
            continue;
        if (ok && s->label == GIREPORT__NONE)
            tie(s->row, nodes[run], 1);
        run++;
    }
    gireport__free(nodes);
}

/* --- side by side: a label before its values --------------------------------------------------------------
 */

/* Would a run satisfy the rules over its own row at a node? */
static int sound_row(struct steps *st, const struct step *run, uint32_t node)
{
    struct gireport__trial trial;
    if (!gireport__trial_new(st->rd, st->table, &trial))
        return 0;
    gireport__trial_put(st->rd, &trial, run->row, node);
    int sound = gireport__trial_judge(st->rd, &trial) && !trial.broken;
    gireport__trial_free(&trial);
    return sound;
}

/* Runs behind a group's label where no label of its rows was printed: its own row, or all of its rows in
 * order, or both. */
static void pair_group(struct steps *st, size_t label, size_t first, size_t runs)
{
    struct gireport__reading *rd = st->rd;
    const gireport_template *t = rd->tpl;
    uint32_t group = st->s[label].label, nodes[65];
    size_t n = 1;
    nodes[0] = group;
    for (uint32_t r = group + 1; r < t->n_rows && t->rows[r].depth > t->rows[group].depth && n < 65; r++)
        if (t->rows[r].leaf)
            nodes[n++] = r;
    size_t from = runs == n - 1 && runs > 1 ? 1 : 0;
    if ((runs != 1 && runs != n && !from) || (runs > 1 && rd->no_inference))
        return;
    for (size_t i = 0; i < runs; i++)
        if (!fits(rd, st->s[first + i].row, nodes[from + i]))
            return;
    for (size_t i = 0; i < runs; i++) {
        struct step *run = &st->s[first + i];
        tie(run->row, nodes[from + i], runs > 1);
        run->label = run->row->node;
        run->lacking = 0;
    }
    st->s[label].lacking = 0;
    st->s[label].paired = 1;
}

/* The run behind a label whose values did not come and that of a group, or two runs behind the labels of a group and of
 * one of its rows: where groups have values of their own, nobody knows whose they are. Elsewhere a group's label is
 * only printed beside the middle of its rows. */
static int doubt_run(struct steps *st, size_t leaves, size_t group, size_t i1, size_t runs)
{
    if (!st->groups_valued || !leaves || group == SIZE_MAX || !runs || (runs == 1 ? group + 1 != i1 : runs <= leaves))
        return 0;
    for (size_t i = i1; i < i1 + runs; i++) {
        st->s[i].row->kept = GIREPORT__KEPT_DOUBT;
        st->s[i].row->node = st->s[group].label;
        st->s[i].lacking = 0;
    }
    return 1;
}

/* Values stand behind a text that is no label, between two steps: they may be what is lacking. */
static int foreign_between(const struct steps *st, size_t from, size_t to)
{
    for (const struct gireport__kept_row *k = st->s[from].row; k < st->s[to].row; k++)
        if (k->kept == GIREPORT__KEPT_FOREIGN && k->in.n_values && k->table == st->table)
            return 1;
    return 0;
}

/* A row of the form that was not met stands between two labels, or before the end. */
static int may_lack_label(const struct steps *st, uint32_t before, size_t next)
{
    const gireport_template *t = st->rd->tpl;
    while (next < st->n && st->s[next].label == GIREPORT__NONE)
        next++;
    for (uint32_t r = before + 1; r < (next < st->n ? st->s[next].label : t->n_rows); r++)
        if (t->rows[r].leaf && !st->rd->row_seen[r] && t->sections[t->rows[r].section].table == st->table)
            return 1;
    return 0;
}

/* Where values stand on the line of their label, a run below a whole label may be of a row whose label is lost, or of
 * the text on its own line. */
static int doubt_below(struct steps *st, size_t leaf, size_t group, size_t i1, size_t runs)
{
    struct gireport__kept_row *k = runs == 1 ? st->s[i1].row : NULL;
    int beside = k && (k->in.flags & GIREPORT__ROW_BESIDE) != 0;
    if (!k || leaf == SIZE_MAX || !st->rd->tpl->rows[st->s[leaf].label].leaf || !(k->in.flags & GIREPORT__ROW_LOOSE) ||
        !(st->side_by_side || (beside && group == SIZE_MAX)) ||
        !(beside || may_lack_label(st, st->s[leaf].label, i1 + 1)))
        return 0;
    k->kept = GIREPORT__KEPT_DOUBT;
    k->node = beside && group != SIZE_MAX ? st->s[group].label : GIREPORT__NONE;
    st->s[i1].lacking = 0;
    return 1;
}

/* Pairs labels i0..i1 with the runs behind them up to i2. Where more runs than labels follow, the first may
 * have lost its own label: then only its own sum ties it. */
static void pair(struct steps *st, size_t i0, size_t i1, size_t i2)
{
    struct gireport__reading *rd = st->rd;
    size_t leaves[64], n_leaves = 0, runs = i2 - i1, group = SIZE_MAX;
    for (size_t i = i0; i < i1; i++) {
        st->s[i].lacking = counts_as_leaf(rd, st->s[i].label) != 0;
        if (!st->s[i].lacking)
            group = i;
        else if (n_leaves < 64)
            leaves[n_leaves++] = i;
    }
    for (size_t i = i1; i < i2; i++)
        st->s[i].lacking = 1;
    if (doubt_run(st, n_leaves, group, i1, runs) ||
        doubt_below(st, n_leaves ? leaves[n_leaves - 1] : SIZE_MAX, group, i1, runs))
        return;
    if (!n_leaves && group != SIZE_MAX && runs)
        leaves[n_leaves++] = group; /* a group's own row */
    size_t first = n_leaves == 1 || n_leaves == runs ? 0 : runs == 1 ? n_leaves - 1 : SIZE_MAX;
    size_t pairs = first == SIZE_MAX ? 0 : n_leaves == runs ? runs : 1;
    if (!n_leaves || !runs)
        return;
    if (n_leaves == 1 && !rd->tpl->rows[st->s[leaves[0]].label].leaf) {
        pair_group(st, leaves[0], i1, runs);
        return;
    }
    /* Rows of values behind as many labels: by their order, unless one does not fit, or its sum says that they were
     * printed in another (down the columns, say), or more values stand between them. */
    for (size_t p = 0; pairs > 1 && p < n_leaves; p++)
        if (!fits(rd, st->s[i1 + p].row, st->s[leaves[p]].label) ||
            !sound_row(st, &st->s[i1 + p], st->s[leaves[p]].label))
            return;
    if (pairs > 1 && (foreign_between(st, i0, i2 - 1) ||
                      (st->side_by_side && (st->s[i1].row->in.flags & GIREPORT__ROW_BESIDE))))
        return;
    for (size_t p = 0; p < pairs; p++) {
        struct step *label = &st->s[leaves[first + p]], *run = &st->s[i1 + p];
        int guess = pairs > 1 || runs > n_leaves;
        if (guess && (rd->no_inference || !fits(rd, run->row, label->label)))
            continue;
        if (runs > n_leaves && !sound_row(st, run, label->label))
            continue;
        tie(run->row, label->label, guess);
        run->label = label->label;
        run->lacking = label->lacking = 0;
        label->paired = 1;
    }
}

/* Does a run stand behind the label of a group and of no other row, while rows of the group are printed? */
static int have_groups_values(const struct steps *st)
{
    for (size_t i = 0; i < st->n; i++) {
        const struct step *s = &st->s[i];
        if (s->label == GIREPORT__NONE || counts_as_leaf(st->rd, s->label))
            continue;
        if (s->values || (i + 1 < st->n && st->s[i + 1].values && st->s[i + 1].label == GIREPORT__NONE &&
                          (!i || st->s[i - 1].values)))
            return 1;
    }
    return 0;
}

static int stand_side_by_side(const struct steps *st)
{
    size_t beside = 0, below = 0;
    for (size_t i = 0; i < st->n; i++) {
        beside += st->s[i].values && st->s[i].label != GIREPORT__NONE;
        below += st->s[i].values && st->s[i].label == GIREPORT__NONE;
    }
    return beside > 2 * below;
}

static void pair_all(struct steps *st)
{
    st->groups_valued = have_groups_values(st);
    st->side_by_side = stand_side_by_side(st);
    for (size_t i = 0; i < st->n;) {
        size_t labels = i, runs;
        while (i < st->n && !st->s[i].values)
            i++;
        runs = i;
        while (i < st->n && st->s[i].values && st->s[i].label == GIREPORT__NONE)
            i++;
        pair(st, labels, runs, i);
        if (i == labels)
            i++; /* a tied row */
    }
}

static int same_values(const struct gireport__kept_row *a, const struct gireport__kept_row *b)
{
    if (a->in.n_values != b->in.n_values)
        return 0;
    for (size_t i = 0; i < a->in.n_values; i++)
        if (a->in.values[i].len != b->in.values[i].len ||
            memcmp(a->in.values[i].text, b->in.values[i].text, a->in.values[i].len))
            return 0;
    return 1;
}

/* A label without values and values without a label, with rows between: either these are as they stand, or
 * all of them are moved by one. Rows between whose values would be the same either way stay. */
static void judge_shift(struct steps *st, size_t from, size_t to)
{
    struct gireport__reading *rd = st->rd;
    struct gireport__trial as_is, moved;
    size_t at[256], n = 0;
    for (size_t i = from; i <= to; i++) /* the runs, and what is tied to them, in order */
        if (st->s[i].values && n < 256)
            at[n++] = i;
    int down = !st->s[from].values; /* the label lacks its values: they stand at the next one */
    uint32_t nodes[257];
    size_t n_nodes = 0;
    if (down)
        nodes[n_nodes++] = st->s[from].label;
    for (size_t i = 0; i < n; i++)
        if (st->s[at[i]].label != GIREPORT__NONE)
            nodes[n_nodes++] = st->s[at[i]].label;
    if (!down)
        nodes[n_nodes++] = st->s[to].label;
    int ordered = n_nodes == n && n < 256;
    for (size_t i = 1; ordered && i < n; i++)
        ordered = nodes[i] > nodes[i - 1]; /* labels that stand elsewhere than in the form are not shifted */
    if (!ordered)
        return;
    if (!gireport__trial_new(rd, st->table, &as_is))
        return;
    if (!gireport__trial_new(rd, st->table, &moved)) {
        gireport__trial_free(&as_is);
        return;
    }
    gireport__trial_put_tied(rd, &as_is);
    gireport__trial_put_tied(rd, &moved);
    for (size_t i = 0; i < n; i++)
        gireport__trial_put(rd, &moved, st->s[at[i]].row, nodes[i]);
    int judged = gireport__trial_judge(rd, &as_is) && gireport__trial_judge(rd, &moved);
    int stays = judged && as_is.broken < moved.broken, moves = judged && !moved.broken && as_is.broken;
    for (size_t i = 0; !stays && i < n; i++) {
        struct gireport__kept_row *k = st->s[at[i]].row;
        if (moves && !rd->no_inference && fits(rd, k, nodes[i])) {
            tie(k, nodes[i], 1);
        } else if (k->kept == GIREPORT__KEPT_TIED && k->node != nodes[i]) {
            /* the row whose values would come here instead */
            size_t other = down ? i + 1 : i - 1;
            if (other >= n || !same_values(k, st->s[at[other]].row))
                k->kept = GIREPORT__KEPT_DOUBT;
        }
    }
    gireport__trial_free(&as_is);
    gireport__trial_free(&moved);
}

/* Values that were placed by now, or a label whose values were. */
static int found_place(const struct steps *st, size_t i)
{
    if (st->s[i].values)
        return st->s[i].row->kept == GIREPORT__KEPT_TIED;
    for (size_t k = 0; k < st->n; k++)
        if (st->s[k].values && st->s[k].row->kept == GIREPORT__KEPT_TIED &&
            st->s[k].row->node == st->s[i].label)
            return 1;
    return 0;
}

/* A run without a label stands where a row of the form has none: that is what is lacking. */
static int lost_label(const struct steps *st, size_t run)
{
    size_t before = run;
    if (!st->s[run].values || st->s[run].label != GIREPORT__NONE)
        return 0;
    while (before > 0 && st->s[before].label == GIREPORT__NONE)
        before--;
    return st->s[before].label != GIREPORT__NONE && may_lack_label(st, st->s[before].label, run + 1);
}

/* Looks for a lack of values and a lack of a label with tied rows between them. */
static void find_shifts(struct steps *st)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < st->n; i++)
        if (st->s[i].values && st->s[i].row->kept == GIREPORT__KEPT_TIED)
            st->s[i].label = st->s[i].row->node;
    for (size_t i = 0; i < st->n; i++) {
        if (!st->s[i].lacking || found_place(st, i))
            continue;
        int fit = !st->s[i].values || gireport__row_width(st->rd, st->s[i].row) == st->s[i].row->in.n_values;
        if (!fit)
            continue;
        if (last != SIZE_MAX && st->s[last].values != st->s[i].values) {
            size_t between = 0;
            for (size_t k = last + 1; k < i; k++)
                between += st->s[k].values;
            if (between && !foreign_between(st, last, i) && !lost_label(st, i))
                judge_shift(st, last, i);
            last = SIZE_MAX;
            continue;
        }
        last = i;
    }
}

/* --- values without a label, between rows that have one ---------------------------------------------------
 */

static int may_be(const struct gireport__kept_row *k, uint32_t node)
{
    for (uint32_t i = 0; i < k->in.n_maybe; i++)
        if (k->in.maybe[i] == node)
            return 1;
    return k->in.n_maybe == 0;
}

static uint32_t neighbour(const struct steps *st, size_t i, int step)
{
    for (size_t k = i + (size_t)step; k < st->n; k += (size_t)step)
        if (st->s[k].row->kept == GIREPORT__KEPT_TIED)
            return st->s[k].row->node;
    return GIREPORT__NONE;
}

/* Rows of the form that may stand between two, have no values yet, and fit the run. */
static size_t free_between(const struct steps *st, uint32_t before, uint32_t after,
                           const struct gireport__kept_row *k, const uint8_t *valued, uint32_t *out,
                           size_t max)
{
    const gireport_template *t = st->rd->tpl;
    size_t n = 0;
    uint32_t from = before == GIREPORT__NONE ? 0 : before + 1,
             to = after == GIREPORT__NONE ? t->n_rows : after;
    for (uint32_t r = from; r < to; r++)
        if (t->rows[r].leaf && t->sections[t->rows[r].section].table == st->table && !valued[r] &&
            may_be(k, r) && fits(st->rd, k, r)) {
            if (n < max)
                out[n] = r;
            n++;
        }
    return n;
}

/* Places runs i..i+n-1, which have no label, where the order of the form leaves as many rows as there are
 * runs. */
static int place_runs(struct steps *st, size_t i, size_t n, uint8_t *valued)
{
    struct gireport__reading *rd = st->rd;
    struct gireport__trial trial;
    uint32_t rows[16], before = neighbour(st, i, -1), after = neighbour(st, i + n - 1, 1);
    if (n > 16 || free_between(st, before, after, st->s[i].row, valued, rows, 16) != n)
        return 0;
    for (size_t k = 0; k < n; k++)
        if (!may_be(st->s[i + k].row, rows[k]) || !fits(rd, st->s[i + k].row, rows[k]))
            return 0;
    if (!gireport__trial_new(rd, st->table, &trial))
        return 0;
    gireport__trial_put_tied(rd, &trial);
    int ok = gireport__trial_judge(rd, &trial);
    uint32_t broken = trial.broken;
    for (size_t k = 0; k < n; k++)
        gireport__trial_put(rd, &trial, st->s[i + k].row, rows[k]);
    ok = ok && gireport__trial_judge(rd, &trial) && trial.broken <= broken;
    gireport__trial_free(&trial);
    for (size_t k = 0; ok && k < n; k++) {
        tie(st->s[i + k].row, rows[k], 1);
        valued[rows[k]] = 1;
    }
    return ok;
}

static void place_left(struct steps *st)
{
    struct gireport__reading *rd = st->rd;
    uint8_t *valued = gireport__calloc(rd->tpl->n_rows + 1U, 1);
    int again = valued != NULL && !rd->no_inference;
    if (!valued)
        rd->status = GIREPORT_ERR_NOMEM;
    for (size_t i = 0; valued && i < st->n; i++)
        if ((st->s[i].row->kept == GIREPORT__KEPT_TIED || st->s[i].row->kept == GIREPORT__KEPT_DOUBT) &&
            st->s[i].row->node != GIREPORT__NONE)
            valued[st->s[i].row->node] = 1;
    for (int round = 0; again && round < 4; round++) {
        again = 0;
        for (size_t i = 0; i < st->n; i++) {
            size_t n = 0;
            while (i + n < st->n && st->s[i + n].row->kept == GIREPORT__KEPT_OPEN)
                n++;
            if (n && place_runs(st, i, n, valued))
                again = 1;
            for (size_t k = 0; k < n && n > 1 && !again; k++) /* one of them by a piece of its label */
                again |= st->s[i + k].row->in.n_maybe && place_runs(st, i + k, 1, valued);
            i += n;
        }
    }
    gireport__free(valued);
}

void gireport__align(struct gireport__reading *rd, uint32_t table)
{
    struct steps st;
    if (!collect(rd, table, &st))
        return;
    if (irregular(&st)) {
        by_form_order(&st);
    } else {
        pair_all(&st);
        place_left(&st);
        find_shifts(&st);
    }
    gireport__free(st.s);
}

/* --- rows side by side ------------------------------------------------------------------------------------
 */

/* Joins the values of all runs to one line, where there are exactly as many as the line has and the rules
 * hold. */
static void join_line(struct gireport__reading *rd, uint32_t table, size_t total)
{
    struct gireport__printed *all = gireport__arena_alloc(&rd->arena, total * sizeof(*all));
    struct gireport__kept_row *first = NULL;
    struct gireport__trial trial;
    size_t n = 0;
    if (!all) {
        rd->status = GIREPORT_ERR_NOMEM;
        return;
    }
    for (size_t i = 0; i < rd->n_rows; i++) {
        struct gireport__kept_row *k = &rd->rows[i];
        if (k->table != table || !k->in.n_values || k->kept == GIREPORT__KEPT_FOREIGN)
            continue;
        first = first ? first : k;
        memcpy(all + n, k->in.values, k->in.n_values * sizeof(*all));
        n += k->in.n_values;
    }
    if (!first || rd->no_inference || !gireport__trial_new(rd, table, &trial))
        return;
    struct gireport__kept_row line = *first;
    line.in.row = line.node = GIREPORT__NONE;
    line.in.section = rd->tpl->tables[table].first_section;
    line.in.values = all;
    line.in.n_values = n;
    line.in.header = NULL;
    line.in.n_header = 0;
    gireport__trial_put(rd, &trial, &line, GIREPORT__NONE);
    int ok = gireport__trial_judge(rd, &trial) && !trial.broken;
    int firm = trial.firm > 0;
    for (size_t i = 0; i < n; i++)
        ok = ok && all[i].pos == GIREPORT__NONE;
    gireport__trial_free(&trial);
    if (!ok || !firm)
        return;
    for (size_t i = 0; i < rd->n_rows; i++)
        if (rd->rows[i].table == table && rd->rows[i].in.n_values &&
            rd->rows[i].kept != GIREPORT__KEPT_FOREIGN) {
            rd->rows[i].kept = GIREPORT__KEPT_LABEL;
            rd->rows[i].in.n_values = 0;
        }
    *first = line;
    tie(first, GIREPORT__NONE, 1);
}

void gireport__align_across(struct gireport__reading *rd, uint32_t table)
{
    uint32_t section = rd->tpl->tables[table].first_section, width = rd->tpl->sections[section].n_fields;
    uint32_t pos[256];
    size_t total = 0, runs = 0, tied = 0;
    for (size_t i = 0; i < rd->n_rows; i++) {
        struct gireport__kept_row *k = &rd->rows[i];
        if (k->table != table || !k->in.n_values || k->kept == GIREPORT__KEPT_FOREIGN)
            continue;
        if (k->in.section == GIREPORT__NONE)
            k->in.section = section;
        total += k->in.n_values;
        runs++;
        if (k->kept == GIREPORT__KEPT_OPEN && gireport__row_positions(rd, k, pos))
            tie(k, GIREPORT__NONE, 0);
        tied += k->kept == GIREPORT__KEPT_TIED && gireport__row_positions(rd, k, pos);
    }
    if (!tied && total == width && runs > 1)
        join_line(rd, table, total);
}
