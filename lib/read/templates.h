/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TEMPLATES_H
#define GIREPORT__TEMPLATES_H

/* The templates that an input may be of: those of the caller, then the built-in ones. */

#include <gireport/read.h>

size_t gireport__templates_count(const gireport_read_options *options);
const gireport_template *gireport__templates_at(const gireport_read_options *options, size_t i);
/* The template of an id, or NULL; the caller's goes before a built-in one. */
const gireport_template *gireport__templates_find(const gireport_read_options *options, const char *id);
/* The id nearest to one that no template has, or NULL. */
const char *gireport__templates_nearest(const gireport_read_options *options, const char *id);

#endif
