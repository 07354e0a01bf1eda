/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__LOCK_H
#define GIREPORT__LOCK_H

/* A lock that threads of the caller can wait at. The threads themselves are the caller's. */

struct gireport__lock;

struct gireport__lock *gireport__lock_new(void); /* NULL: no memory */
void gireport__lock_free(struct gireport__lock *l);
void gireport__lock_enter(struct gireport__lock *l);
void gireport__lock_leave(struct gireport__lock *l);
/* Inside: leaves, sleeps until somebody wakes, enters again. It may come back without that. */
void gireport__lock_wait(struct gireport__lock *l);
/* Inside: wakes all who sleep. */
void gireport__lock_wake(struct gireport__lock *l);

#endif
