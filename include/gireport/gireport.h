/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_H
#define GIREPORT_H

/**
 * @file gireport.h
 * libgireport: annual reports on government-information disclosure (政府信息公开工作年度报告),
 * read, checked, repaired, written. This header includes all the others.
 */

#include "arrow.h"
#include "base.h"
#include "batch.h"
#include "check.h"
#include "claims.h"
#include "combine.h"
#include "findings.h"
#include "read.h"
#include "report.h"
#include "template.h"
#include <gireport/version.h>
#include "waivers.h"
#include "write.h"

#endif
