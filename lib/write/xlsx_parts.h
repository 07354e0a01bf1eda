/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__XLSX_PARTS_H
#define GIREPORT__XLSX_PARTS_H

/* The styles of an XLSX report. Included by xlsx_book.c only. */

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define XF(format, font, fill, border, more, horizontal, vertical, locked)                                             \
    "<xf numFmtId=\"" format "\" fontId=\"" font "\" fillId=\"" fill "\" borderId=\"" border "\" xfId=\"0\""           \
    " applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\""                  \
    " applyProtection=\"1\"" more "><alignment horizontal=\"" horizontal "\" vertical=\"" vertical "\" wrapText=\"1\"/>" \
    "<protection locked=\"" locked "\"/></xf>"
#define SIDE(name) "<" name " style=\"thin\"><color auto=\"1\"/></" name ">"

static const char *const styles[] = {
    "<styleSheet " MAIN "><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"+0;-0;0\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"0.00####\"/></numFmts>"
    "<fonts count=\"4\"><font><sz val=\"11\"/><name val=\"宋体\"/><family val=\"1\"/><charset val=\"134\"/></font>"
    "<font><b/><sz val=\"18\"/><name val=\"宋体\"/><family val=\"1\"/><charset val=\"134\"/></font>"
    "<font><b/><sz val=\"13\"/><name val=\"黑体\"/><family val=\"2\"/><charset val=\"134\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"宋体\"/><family val=\"1\"/><charset val=\"134\"/></font></fonts>"
    "<fills count=\"5\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFF2F4F7\"/></patternFill></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE2E8F0\"/></patternFill></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFF3C4\"/></patternFill></fill></fills>"
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
    "<border>" SIDE("left") SIDE("right") SIDE("top") SIDE("bottom") "<diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"20\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    XF("0", "1", "0", "0", "", "center", "center", "1")   /* title */
    XF("0", "2", "0", "0", "", "left", "center", "1")     /* heading */
    XF("0", "0", "2", "1", "", "center", "center", "1")   /* label */
    XF("0", "0", "2", "1", "", "left", "center", "1")     /* label of a long row */
    XF("0", "3", "3", "1", "", "center", "center", "1")   /* caption */
    XF("1", "0", "0", "1", "", "center", "center", "0")   /* count */
    XF("164", "0", "0", "1", "", "center", "center", "0") /* change */
    XF("165", "0", "0", "1", "", "center", "center", "0"), /* money */
    XF("0", "0", "0", "1", "", "center", "center", "0") /* text in a cell */
    XF("0", "0", "4", "1", "", "center", "center", "0")   /* what could not be read */
    XF("0", "0", "0", "0", "", "left", "top", "0")        /* paragraph */
    XF("0", "0", "0", "1", " quotePrefix=\"1\"", "center", "center", "0")
    XF("0", "3", "3", "1", "", "center", "center", "1")   /* header of a list */
    XF("0", "0", "0", "1", "", "left", "center", "1")     /* list */
    XF("0", "3", "0", "1", "", "center", "center", "1")   /* ✓ or ✗ */
    XF("0", "0", "0", "1", "", "center", "center", "1")   /* number of a list */
    XF("1", "0", "0", "0", "", "right", "center", "0")    /* integer of a table for analysis */
    XF("165", "0", "0", "0", "", "right", "center", "0")  /* decimal of one */
    XF("0", "0", "0", "0", " quotePrefix=\"1\"", "left", "center", "0")
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "<dxfs count=\"1\"><dxf><font><b/><color rgb=\"FF9C0006\"/></font><fill><patternFill patternType=\"solid\">"
    "<fgColor rgb=\"FFFFC7CE\"/><bgColor rgb=\"FFFFC7CE\"/></patternFill></fill></dxf></dxfs></styleSheet>",
};

static const char *const package_relations[][2] = {
    {"/officeDocument", "xl/workbook.xml"},
    {"/metadata/core-properties", "docProps/core.xml"},
};

/* Beside those of the sheets. */
static const char *const other_types[][2] = {
    {"rels", "vnd.openxmlformats-package.relationships+xml"},
    {"xml", "xml"},
    {"/xl/workbook.xml", "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"},
    {"/xl/styles.xml", "vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"},
    {"/docProps/core.xml", "vnd.openxmlformats-package.core-properties+xml"},
};

#endif
