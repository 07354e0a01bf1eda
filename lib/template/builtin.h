/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TEMPLATE_BUILTIN_H
#define GIREPORT__TEMPLATE_BUILTIN_H

/* The built-in editions, made from data/ by tool/mktemplate.c. */

#include "template.h"

extern const struct gireport_template gireport__cn_2019;
extern const struct gireport_template gireport__cn_2021;

#endif
