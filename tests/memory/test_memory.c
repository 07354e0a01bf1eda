/* SPDX-License-Identifier: MIT */
/* Memory runs out at one allocation after another, for every public function that takes any and every golden report: the call
 * says so or tells the same as ever, its outputs are cleared, nothing leaks, and the objects can be used on. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../support/failing.h"
#include "../support/restyle.h"
#include "../support/suite.h"
#include "inputs.h"
#include "memory.h"

/* Points that are tried of one call on one input, evenly apart, and of those where memory stays short from there on.
 * GIREPORT_MEMORY_POINTS in the environment is another number; 0: all. */
#define MOST          60
#define MOST_FOR_EVER 15

static unsigned long points, lost, left_out;

/* What one call came to. */
struct outcome {
    int status, again;
    uint64_t digest, digest_again;
    unsigned long made;
    long leaked, leaked_abroad; /* blocks of ours, and of the libraries below */
    int was_abroad;
    const char *unsound;
};

static int once(const struct work *work, const struct input *in, uint32_t format, unsigned long nth, int for_ever,
                struct outcome *o)
{
    struct world w;
    long live = failing_live(), abroad = failing_live_abroad();
    int begun = world_begin(&w, work, in->report, in->data, in->len, format);
    uint64_t start = w.digest;
    if (begun != GIREPORT_OK) {
        world_end(&w);
        return begun;
    }
    if (for_ever)
        failing_from(nth);
    else
        failing_at(nth);
    o->status = work->call(&w);
    o->made = failing_count();
    failing_at(0);
    o->was_abroad = failing_was_abroad();
    o->digest = w.digest;
    o->unsound = w.unsound;
    o->again = GIREPORT_OK;
    o->digest_again = 0;
    if (nth > 0 && o->status == GIREPORT_ERR_NOMEM) {
        w.digest = start;
        o->again = work->call(&w);
        o->digest_again = w.digest;
    }
    world_end(&w);
    o->leaked = failing_live() - live;
    o->leaked_abroad = failing_live_abroad() - abroad;
    return GIREPORT_OK;
}

/* What is wrong with a call for which memory did not suffice, or NULL. */
static const char *judge(const struct work *work, const struct outcome *want, const struct outcome *got)
{
    if (got->leaked > 0 || (got->leaked_abroad > 0 && !got->was_abroad))
        return "memory leaks";
    if (got->unsound != NULL)
        return got->unsound;
    if (got->status != GIREPORT_ERR_NOMEM && got->status != want->status)
        return "another status than no memory";
    if (got->status != GIREPORT_ERR_NOMEM)
        return got->digest == want->digest ? NULL : "it failed unseen";
    if (work->flags & WORK_ENDS)
        return NULL;
    return got->again == want->status && got->digest_again == want->digest ? NULL : "called again it does not do its work";
}

static unsigned long step_of(unsigned long made, int for_ever)
{
    const char *wanted = getenv("GIREPORT_MEMORY_POINTS");
    unsigned long most = wanted != NULL ? strtoul(wanted, NULL, 10) : for_ever ? MOST_FOR_EVER : MOST;
    return most > 0 ? 1 + made / most : 1;
}

static void fail_each(const struct work *work, const struct input *in, uint32_t format, int for_ever)
{
    struct outcome want, got;
    unsigned long nth;
    const char *wrong;
    ck_assert_int_eq(once(work, in, format, 0, 0, &want), GIREPORT_OK); /* what is made once for all is made now */
    ck_assert_int_eq(once(work, in, format, 0, 0, &want), GIREPORT_OK);
    if (want.status == GIREPORT_ERR_UNSUPPORTED) {
        left_out++;
        return;
    }
    ck_assert_msg(want.leaked <= 0 && want.leaked_abroad <= 0, "%s, %s: leaks without any failure", work->functions, in->name);
    unsigned long step = step_of(want.made, for_ever);
    for (nth = 1 + want.made % step; nth <= want.made; nth += step, points++) {
        ck_assert_int_eq(once(work, in, format, nth, for_ever, &got), GIREPORT_OK);
        if (got.leaked != 0 || got.leaked_abroad != 0) {
            /* The C library may have lost what it keeps between calls, and have it anew now. */
            ck_assert_int_eq(once(work, in, format, 0, 0, &got), GIREPORT_OK);
            ck_assert_int_eq(once(work, in, format, nth, for_ever, &got), GIREPORT_OK);
        }
        lost += got.leaked_abroad > 0;
        wrong = judge(work, &want, &got);
        ck_assert_msg(wrong == NULL,
                      "%s, %s, format %u, allocation %lu of %lu%s: %s (status %d, then %d; %ld and %ld blocks leak)",
                      work->functions, in->name, (unsigned)format, nth, want.made, for_ever ? " and all behind it" : "", wrong,
                      got.status, got.again, got.leaked, got.leaked_abroad);
    }
}

static int suits(const struct work *work, const struct input *in, size_t i)
{
    if (work->flags & WORK_LEDGER)
        return in->kind == INPUT_LEDGER;
    if (work->flags & WORK_TEMPLATE)
        return in->kind == INPUT_TEMPLATE;
    if (work->flags & WORK_ONCE)
        return i == 0;
    return in->kind == INPUT_REPORT || (in->kind == INPUT_DOCUMENT && (work->flags & WORK_READS));
}

START_TEST(each_allocation_fails)
{
    const struct work *work = &works[_i];
    uint32_t first = 0, last = 0;
    size_t n;
    const struct input *in = inputs(&n);
    if (!failing_works()) {
        printf("LEFT OUT %s: another tool keeps the memory\n", work->functions);
        return;
    }
    if (work->flags & WORK_WRITES) {
        first = 1;
        last = (uint32_t)gireport_format_count();
    } else if (work->flags & WORK_FINDINGS) {
        last = GIREPORT_FINDINGS_SARIF;
    }
    points = lost = left_out = 0;
    for (size_t i = 0; i < n; i++)
        for (uint32_t format = first; suits(work, &in[i], i) && format <= last; format++) {
            fail_each(work, &in[i], format, 0);
            fail_each(work, &in[i], format, 1);
        }
    printf("FIGURE allocation points failed: %lu\n", points);
    if (lost > 0)
        printf("%s: at %lu points a library below loses memory of its own\n", work->functions, lost);
    if (points == 0 && left_out > 0)
        printf("LEFT OUT %s: this build does not write it\n", work->functions);
    else
        ck_assert_msg(points > 0, "%s takes no memory", work->functions);
    inputs_free();
}
END_TEST

/* All of them, or the one that GIREPORT_MEMORY_WORK names by its number. */
static void add_works(TCase *c)
{
    const char *wanted = getenv("GIREPORT_MEMORY_WORK");
    int only = wanted != NULL ? atoi(wanted) : -1;
    tcase_add_loop_test(c, each_allocation_fails, only >= 0 ? only : 0, only >= 0 ? only + 1 : n_works);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--list") == 0) {
        for (int i = 0; i < n_works; i++)
            puts(works[i].functions);
        return 0;
    }
    Suite *s = suite_create("memory");
    TCase *c = tcase_create("memory");
    tcase_set_timeout(c, 1200);
    add_works(c);
    suite_add_tcase(s, c);
    int status = run_suite(s);
    unlink(world_path());
    return status;
}
