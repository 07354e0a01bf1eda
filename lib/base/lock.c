/* SPDX-License-Identifier: MIT */
#include "lock.h"

#include <pthread.h>

#include "mem.h"

struct gireport__lock {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    unsigned sleeping;
};

struct gireport__lock *gireport__lock_new(void)
{
    struct gireport__lock *l = gireport__calloc(1, sizeof(*l));
    if (l == NULL)
        return NULL;
    if (pthread_mutex_init(&l->mutex, NULL) != 0) {
        gireport__free(l);
        return NULL;
    }
    if (pthread_cond_init(&l->changed, NULL) != 0) {
        pthread_mutex_destroy(&l->mutex);
        gireport__free(l);
        return NULL;
    }
    return l;
}

void gireport__lock_free(struct gireport__lock *l)
{
    if (l == NULL)
        return;
    pthread_cond_destroy(&l->changed);
    pthread_mutex_destroy(&l->mutex);
    gireport__free(l);
}

void gireport__lock_enter(struct gireport__lock *l)
{
    pthread_mutex_lock(&l->mutex);
}

void gireport__lock_leave(struct gireport__lock *l)
{
    pthread_mutex_unlock(&l->mutex);
}

void gireport__lock_wait(struct gireport__lock *l)
{
    l->sleeping++;
    pthread_cond_wait(&l->changed, &l->mutex);
    l->sleeping--;
}

void gireport__lock_wake(struct gireport__lock *l)
{
    if (l->sleeping > 0)
        pthread_cond_broadcast(&l->changed);
}
