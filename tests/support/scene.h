/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

/* A report with its context, built from one line: for tables of cases.
 *
 * A scene begins as a sound report in which each official cell is 0, for 2023 (cn-2019: 2020). Items, apart
 * by " | ": KEY=TEXT            a cell as printed;   ROW=A,B,C   all cells of a row
 *   @value:KEY=N        a value that a program sets
 *   @blank=KEY          every cell whose key begins so is blank;  @absent=KEY
 *   @texts              title, preamble and text parts that agree with the tables
 *   @title=… @preamble=… @overview=… @problems=… @remarks=… @organ=… @period=… @cited=… @postcode=… @email=…
 * @phone=…
 *   @extra=LABEL  @year=N  @towns=N  @departments=N  @document  @level=NAME  @published=DATE  @profile=N
 * @strict
 *   @prior=TEMPLATE     a prior report: sound, of the year before;  @prior:ITEM  an item for it
 *   @unit=TEMPLATE      one more unit, sound, of the same year;     @unit:ITEM   an item for the last one
 */

#include <gireport/gireport.h>

#define SCENE_UNITS 4

struct scene {
    gireport_report *report, *prior, *units[SCENE_UNITS];
    gireport_check_options options;
    gireport_findings *findings; /* of reading and checking */
    char published[16];
};

/* Returns 0 and tells on stderr what is wrong with the line. */
int scene_check(const char *template_id, const char *items, struct scene *out);
void scene_free(struct scene *s);

#endif
