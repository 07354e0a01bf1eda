/* SPDX-License-Identifier: MIT */

/* Makes the reports of a county that does not exist: 13 towns, 35 departments, and the county's own report,
 * which is their sum. Always the same files: to try `gireport sum` and `gireport check --units` on
 * (docs/guide.md). */

#include <gireport/gireport.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOWNS = 13, UNITS = 48, YEAR = 2023, MAX_FIELDS = 512 };

static uint64_t seed = 20230131;

static int64_t some(int64_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(seed >> 33) % below;
}

static const gireport_template *form;

static size_t field(const char *key)
{
    size_t i = 0;

    if (gireport_template_field_find(form, key, &i) != GIREPORT_OK) {
        fprintf(stderr, "make_county: no field %s\n", key);
        exit(2);
    }
    return i;
}

static size_t cell(const char *row, const char *column)
{
    char key[192];

    snprintf(key, sizeof(key), "%s.%s", row, column);
    return field(key);
}

static void set(gireport_report *r, const char *row, const char *column, int64_t value)
{
    gireport_cell_set_value(r, cell(row, column), value);
}

static void fill_disclosure(gireport_report *r, int town)
{
    int64_t made = some(4), repealed = some(2);

    set(r, "disclosure.regulations", "made", 0);
    set(r, "disclosure.regulations", "repealed", 0);
    set(r, "disclosure.regulations", "in_force", 0);
    set(r, "disclosure.normative_documents", "made", made);
    set(r, "disclosure.normative_documents", "repealed", repealed);
    set(r, "disclosure.normative_documents", "in_force", made + some(20));
    set(r, "disclosure.licensing", "decisions", town ? some(40) : some(3000));
    set(r, "disclosure.penalties", "decisions", some(200));
    set(r, "disclosure.coercion", "decisions", some(20));
    set(r, "disclosure.fees", "amount", some(10000000)); /* 0.01 yuan */
}

/* Outcomes first; what was received follows from them. */
static void fill_column(gireport_report *r, const char *column, int64_t most)
{
    static const char *const outcomes[] = {"granted",
                                           "partial",
                                           "denied.third_party",
                                           "denied.deliberative",
                                           "unable.not_held",
                                           "unable.needs_creation",
                                           "rejected.petition",
                                           "rejected.repeat",
                                           "other.not_corrected",
                                           "other.rest"};
    const int64_t out = some(2) * some(most), in = some(2);
    int64_t total = 0, received;
    size_t i;
    char row[64];

    for (i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++) {
        int64_t n = i == 0 ? some(most) : some(3) * some(most) / 6;

        snprintf(row, sizeof(row), "applications.%s", outcomes[i]);
        set(r, row, column, n);
        total += n;
    }
    received = total + out >= in ? total + out - in : 0;
    set(r, "applications.total", column, total);
    set(r, "applications.carried_out", column, out);
    set(r, "applications.new", column, received);
    set(r, "applications.carried_in", column, total + out - received);
}

/* The last column of each row of the table is the sum of the others. */
static void fill_totals(gireport_report *r)
{
    static const char *const columns[] = {"natural", "business", "research", "welfare", "legal", "other"};
    size_t i, k;

    for (i = 0; i < gireport_template_field_count(form); i++) {
        const char *key = gireport_field_key(form, i), *end = strrchr(key, '.');
        char row[128];
        int64_t sum = 0, value;

        if (strncmp(key, "applications.", 13) != 0 || strcmp(end, ".total") != 0 ||
            (gireport_field_flags(form, i) & GIREPORT_FIELD_SUBTOTAL))
            continue;
        snprintf(row, sizeof(row), "%.*s", (int)(end - key), key);
        for (k = 0; k < sizeof(columns) / sizeof(*columns); k++)
            if (gireport_cell_value(r, cell(row, columns[k]), &value) == GIREPORT_OK)
                sum += value;
        gireport_cell_set_value(r, i, sum);
    }
}

static void fill_disputes(gireport_report *r)
{
    static const char *const blocks[] = {"disputes.review", "disputes.direct", "disputes.after_review"},
                             *const results[] = {"upheld", "corrected", "other", "pending"};
    size_t i, k;

    for (i = 0; i < 3; i++) {
        int64_t total = 0;

        for (k = 0; k < 4; k++) {
            int64_t n = some(2) * some(3);

            set(r, blocks[i], results[k], n);
            total += n;
        }
        set(r, blocks[i], "total", total);
    }
}

static gireport_report *unit(int i)
{
    static const char *const departments[] = {"发展和改革局",   "教育局",       "科学技术局",
                                              "工业和信息化局", "公安局",       "民政局",
                                              "司法局",         "财政局",       "人力资源和社会保障局",
                                              "自然资源局",     "生态环境局",   "住房和城乡建设局",
                                              "交通运输局",     "水利局",       "农业农村局",
                                              "商务局",         "文化和旅游局", "卫生健康局",
                                              "退役军人事务局", "应急管理局",   "审计局",
                                              "市场监督管理局", "统计局",       "医疗保障局",
                                              "城市管理局",     "行政审批局",   "林业局",
                                              "信访局",         "乡村振兴局",   "档案局",
                                              "体育局",         "粮食局",       "地震局",
                                              "供销社",         "机关事务局"};
    static const char *const columns[] = {"natural", "business", "research", "welfare", "legal", "other"};
    gireport_report *r = NULL;
    char name[128], published[16];
    size_t k;

    if (gireport_report_new(form, &r) != GIREPORT_OK)
        exit(2);
    for (k = 0; k < gireport_template_field_count(form); k++)
        if (!(gireport_field_flags(form, k) & GIREPORT_FIELD_SUBTOTAL))
            gireport_cell_set_value(r, k, 0);
    if (i < TOWNS)
        snprintf(name, sizeof(name), "青禾县第%d镇人民政府", i + 1);
    else
        snprintf(name, sizeof(name), "青禾县%s", departments[i - TOWNS]);
    snprintf(published, sizeof(published), "2024-01-%02d", 8 + (int)some(20));
    gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, name, GIREPORT_LEN_AUTO);
    gireport_report_set_text(r, GIREPORT_TEXT_PUBLISHED, published, GIREPORT_LEN_AUTO);
    gireport_report_set_level(r, i < TOWNS ? GIREPORT_LEVEL_TOWNSHIP : GIREPORT_LEVEL_DEPARTMENT);
    gireport_report_set_year(r, YEAR);
    fill_disclosure(r, i < TOWNS);
    for (k = 0; k < sizeof(columns) / sizeof(*columns); k++)
        fill_column(r, columns[k], k == 0 ? 30 : k == 1 ? 6 : 2);
    fill_totals(r);
    fill_disputes(r);
    return r;
}

static void save(const gireport_report *r, const char *folder, const char *name)
{
    char path[1024];

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    if (gireport_write_file(r, NULL, path) != GIREPORT_OK) {
        fprintf(stderr, "make_county: %s cannot be written\n", path);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    static int64_t sums[MAX_FIELDS];
    gireport_report *county = NULL;
    size_t n, k;
    char name[64];
    int i;

    form = gireport_template_find("cn-2021");
    n = gireport_template_field_count(form);
    if (argc != 2 || n > MAX_FIELDS || gireport_report_new(form, &county) != GIREPORT_OK) {
        fputs("usage: make_county FOLDER\n", stderr);
        return 2;
    }
    for (i = 0; i < UNITS; i++) {
        gireport_report *r = unit(i);
        int64_t value;

        for (k = 0; k < n; k++)
            if (gireport_cell_value(r, k, &value) == GIREPORT_OK)
                sums[k] += value;
        gireport_report_add_unit(county, gireport_report_text(r, GIREPORT_TEXT_ORGAN));
        snprintf(name, sizeof(name), "unit-%02d.yaml", i + 1);
        save(r, argv[1], name);
        gireport_report_free(r);
    }
    for (k = 0; k < n; k++)
        if (!(gireport_field_flags(form, k) & GIREPORT_FIELD_SUBTOTAL))
            gireport_cell_set_value(county, k, sums[k]);
    gireport_report_set_text(county, GIREPORT_TEXT_ORGAN, "青禾县人民政府", GIREPORT_LEN_AUTO);
    gireport_report_set_text(county, GIREPORT_TEXT_PUBLISHED, "2024-03-20", GIREPORT_LEN_AUTO);
    gireport_report_set_level(county, GIREPORT_LEVEL_COUNTY);
    gireport_report_set_year(county, YEAR);
    gireport_report_set_units(county, GIREPORT_UNITS_TOWNS, TOWNS);
    gireport_report_set_units(county, GIREPORT_UNITS_DEPARTMENTS, UNITS - TOWNS);
    save(county, argv[1], "county.yaml");
    gireport_report_free(county);
    return 0;
}
