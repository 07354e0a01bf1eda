/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__MESSAGE_H
#define GIREPORT__MESSAGE_H

/* Messages of findings in both languages, from the text of their rule. */

#include "findings.h"

/* Fills x->message. rule may be NULL (an id that nobody knows): the message then says what there is. */
void gireport__message_make(gireport_findings *f, struct gireport__finding *x,
                            const struct gireport_rule *rule, const struct gireport__say *what);
/* Many findings of one rule over cells of one table, told as one. */
void gireport__message_fold(gireport_findings *f, struct gireport__finding *x,
                            const struct gireport_rule *rule, const gireport_template *t);

#endif
