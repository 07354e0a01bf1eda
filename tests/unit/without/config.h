/* SPDX-License-Identifier: MIT */
/* What a build without the option "documents" finds in the place of its own config.h. */
#pragma once
#define HAVE_DOCUMENTS 0
