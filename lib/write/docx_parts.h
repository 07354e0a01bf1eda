/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__DOCX_PARTS_H
#define GIREPORT__DOCX_PARTS_H

/* The parts of a DOCX package that are the same for every report: the customary layout of official documents (GB/T 9704)
 * as styles. Fonts are named as offices have them; the font table names what else will do. Included by docx.c only. */

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

#define FONT(name, alternatives, family)                                                                               \
    "<w:font w:name=\"" name "\"><w:altName w:val=\"" alternatives "\"/><w:charset w:val=\"86\"/><w:family w:val=\""   \
    family "\"/><w:pitch w:val=\"variable\"/></w:font>"

static const char font_table[] =
    "<w:fonts " W ">"
    FONT("方正小标宋简体", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC", "roman")
    FONT("仿宋_GB2312", "仿宋,FangSong,方正仿宋_GBK,STFangsong,华文仿宋,Noto Serif CJK SC", "roman")
    FONT("楷体_GB2312", "楷体,KaiTi,方正楷体_GBK,STKaiti,华文楷体,Noto Serif CJK SC", "roman")
    FONT("黑体", "SimHei,方正黑体_GBK,STHeiti,华文黑体,Noto Sans CJK SC", "swiss")
    FONT("宋体", "SimSun,方正书宋_GBK,STSong,华文宋体,Noto Serif CJK SC", "roman")
    "</w:fonts>";

#define FONTS(name) "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"" name "\"/>"
#define SIZE(half_points) "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"
#define STYLE(id, name, paragraph, run)                                                                                \
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>"              \
    "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>" paragraph "</w:pPr><w:rPr>" run "</w:rPr></w:style>"
#define KNOWN_STYLE(id, name, paragraph, run)                                                                          \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/><w:basedOn w:val=\"Normal\"/>"     \
    "<w:qFormat/><w:pPr>" paragraph "</w:pPr><w:rPr>" run "</w:rPr></w:style>"
#define LINE "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"560\" w:lineRule=\"exact\"/>"
#define INDENT "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"

/* 二号小标宋 for the title, 三号 for the text, 黑体 and 楷体 for the two levels of headings. */
static const char styles[] =
    "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr>" FONTS("仿宋_GB2312") SIZE("32")
    "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
    KNOWN_STYLE("Title", "Title", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"280\" w:line=\"700\""
                " w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", FONTS("方正小标宋简体") SIZE("44"))
    KNOWN_STYLE("Heading1", "heading 1", "<w:keepNext/>" LINE INDENT "<w:outlineLvl w:val=\"0\"/>",
                FONTS("黑体") SIZE("32"))
    KNOWN_STYLE("Heading2", "heading 2", "<w:keepNext/>" LINE INDENT "<w:outlineLvl w:val=\"1\"/>",
                FONTS("楷体_GB2312") SIZE("32"))
    KNOWN_STYLE("BodyText", "Body Text", LINE INDENT "<w:jc w:val=\"both\"/>", "")
    STYLE("Date", "Date of Publication", "<w:spacing w:before=\"0\" w:after=\"280\"/><w:jc w:val=\"center\"/>",
          FONTS("楷体_GB2312") SIZE("32"))
    STYLE("Cell", "Table Cell", "<w:spacing w:before=\"20\" w:after=\"20\"/><w:jc w:val=\"center\"/>",
          FONTS("宋体") SIZE("21"))
    STYLE("SmallCell", "Small Table Cell", "<w:spacing w:before=\"10\" w:after=\"10\"/><w:jc w:val=\"center\"/>",
          FONTS("宋体") SIZE("18"))
    STYLE("Gap", "Gap", "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"exact\"/>", SIZE("12"))
    KNOWN_STYLE("CommentText", "annotation text", "", FONTS("宋体") SIZE("20"))
    KNOWN_STYLE("Footer", "footer", "", FONTS("宋体") SIZE("28"))
    "</w:styles>";

/* Page numbers stand outside, as in documents that are printed on both sides. */
static const char settings[] =
    "<w:settings " W "><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>"
    "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
    "</w:compat></w:settings>";

#define FOOTER(side)                                                                                                   \
    "<w:ftr " W "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:leftChars=\"100\" w:left=\"280\""                   \
    " w:rightChars=\"100\" w:right=\"280\"/><w:jc w:val=\"" side "\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t>" \
    "</w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText>" \
    "</w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar"                    \
    " w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"

static const char footer_odd[] = FOOTER("right");
static const char footer_even[] = FOOTER("left");

/* A4; the type area is 156 mm × 225 mm. */
static const char section[] =
    "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""
    " w:header=\"851\" w:footer=\"1417\" w:gutter=\"0\"/></w:sectPr>";

static const char *const types[][2] = {
    {"rels", "vnd.openxmlformats-package.relationships+xml"},
    {"xml", "xml"},
    {"/word/document.xml", "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"},
    {"/word/styles.xml", "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"},
    {"/word/fontTable.xml", "vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"},
    {"/word/settings.xml", "vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"},
    {"/word/footer1.xml", "vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"},
    {"/word/footer2.xml", "vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"},
    {"/docProps/core.xml", "vnd.openxmlformats-package.core-properties+xml"},
    {"/word/comments.xml", "vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"}, /* the last one */
};

static const char *const package_relations[][2] = {
    {"/officeDocument", "word/document.xml"},
    {"/metadata/core-properties", "docProps/core.xml"},
};

static const char *const document_relations[][2] = {
    {"/styles", "styles.xml"},    {"/fontTable", "fontTable.xml"}, {"/settings", "settings.xml"},
    {"/footer", "footer1.xml"},   {"/footer", "footer2.xml"},      {"/comments", "comments.xml"}, /* the last one */
};

#endif
