# SPDX-License-Identifier: MIT
"""libgireport for Python: annual reports on government-information disclosure, read, checked, repaired, written.

    import gireport
    report = gireport.read_file('report.txt')
    print(report.organ, report.year, report['applications.total.total'].value)
    for finding in gireport.check(report):
        print(finding)
    report.write_file('report.html')

One file, only the standard library (ctypes). The C library is found by GIREPORT_LIBRARY in the environment, else as
installed. Values are exact: counts are `int`, money is `decimal.Decimal` in yuan, never `float`. An object frees its
memory when it is no longer used; `close()` and `with` do so at once. Different objects may be used from different
threads; one object may be read by many threads while none changes it.
"""
import collections.abc
import ctypes
import ctypes.util
import decimal
import enum
import os
import threading
import typing
import weakref
from ctypes import (CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int32, c_int64, c_size_t, c_uint32, c_uint64,
                    c_void_p)

# --- begin generated: made from the headers by tests/update ---


class _Enum(enum.IntEnum):
    """Constants; a number that a newer library returns is kept under a name of its own."""

    @classmethod
    def _missing_(cls, value):
        member = int.__new__(cls, value)
        member._name_, member._value_ = 'UNKNOWN_%d' % value, value
        return member


class ArrowTable(_Enum):
    REPORTS = 0
    CELLS = 1
    FINDINGS = 2


class ArrowFlag(enum.IntFlag):
    NO_CHECK = 1


class Status(_Enum):
    OK = 0
    ERR_NOMEM = -1
    ERR_INVALID_ARG = -2
    ERR_ABI = -3
    ERR_SYNTAX = -4
    ERR_INVALID_DATA = -5
    ERR_LIMIT = -6
    ERR_NOT_FOUND = -7
    ERR_IO = -8
    ERR_CALLBACK = -9
    ERR_UNSUPPORTED = -10


class Lang(_Enum):
    ZH = 0
    EN = 1


class Format(_Enum):
    AUTO = 0
    YAML = 1
    JSON = 2
    CSV = 3
    TEXT = 4
    MARKDOWN = 5
    HTML = 6
    DOCX = 7
    XLSX = 8
    PDF_BBOX = 9
    PDF_TSV = 10
    SVG = 11


class Support(enum.IntFlag):
    READ = 1
    WRITE = 2


class Feature(_Enum):
    DOCUMENTS = 1
    XLSX = 2


class BatchFlag(enum.IntFlag):
    NO_CHECK = 1


class Blank(_Enum):
    LENIENT = 0
    STRICT = 1


class Profile(_Enum):
    DEFAULT = 0
    GATE = 1
    STRICT = 2


class ClaimVerdict(_Enum):
    UNBOUND = 0
    AGREES = 1
    OTHERWISE = 2
    DIFFERS = 3
    UNKNOWN = 4
    ITEM = 5


class CompareKind(_Enum):
    ONE = 0
    YEARS = 1
    ORGANS = 2
    MIXED = 3


class CompareNote(enum.IntFlag):
    SMALL_BASE = 1
    SMALL_WHOLE = 2
    VIEWED = 4
    TOO_LARGE = 8


class TallyCounts(_Enum):
    NO = 0
    YES = 1
    MAYBE = 2


class TallyFlag(_Enum):
    LINES = 1


class Role(_Enum):
    CELL = 0
    RESULT = 1
    PART = 2
    UNREAD = 3


class FindingsFormat(_Enum):
    TEXT = 0
    JSON = 1
    SARIF = 2


class ReadFlag(enum.IntFlag):
    NO_INFERENCE = 1


class State(_Enum):
    ABSENT = 0
    BLANK = 1
    NA = 2
    UNREADABLE = 3
    VALUE = 4


class Origin(_Enum):
    STATED = 0
    INFERRED = 1
    REPAIRED = 2


class Unit(_Enum):
    NONE = 0
    YUAN = 1
    UNKNOWN = 2


class Text(_Enum):
    TITLE = 0
    PREAMBLE = 1
    OVERVIEW = 2
    PROBLEMS = 3
    REMARKS = 4
    ORGAN = 5
    ORGAN_CODE = 6
    PUBLISHED = 7
    PERIOD = 8
    URL = 9
    ADDRESS = 10
    POSTCODE = 11
    PHONE = 12
    FAX = 13
    EMAIL = 14
    CONTACT = 15
    DOCUMENT = 16


class Level(_Enum):
    UNKNOWN = 0
    MINISTRY = 1
    PROVINCE = 2
    CITY = 3
    COUNTY = 4
    TOWNSHIP = 5
    DEPARTMENT = 6
    OFFICE = 7
    OTHER = 8


class UnitKind(_Enum):
    TOWNS = 0
    DEPARTMENTS = 1


class Type(_Enum):
    COUNT = 1
    DELTA = 2
    MONEY = 3


class Nature(_Enum):
    FLOW = 1
    STOCK = 2
    CHANGE = 3


class FieldFlag(enum.IntFlag):
    SUBTOTAL = 1
    TOTAL = 2


class Severity(_Enum):
    NOTE = 1
    WARNING = 2
    ERROR = 3


class WaiverPart(_Enum):
    REASON = 0
    NOTE = 1
    BY = 2
    ON = 3


class WriteFlag(enum.IntFlag):
    LABELS = 1
    TRACE = 2
    FINDINGS = 4
    FRAGMENT = 8
    BOM = 16
    TABLES = 32
    WIDE = 64
    STATES = 128
    CHARTS = 256
    SUMMARY = 512


class gireport_batch(Structure):
    pass


class gireport_result(Structure):
    pass


class gireport_repair(Structure):
    pass


class gireport_claims(Structure):
    pass


class gireport_sum_parts(Structure):
    pass


class gireport_comparison(Structure):
    pass


class gireport_tally(Structure):
    pass


class gireport_findings(Structure):
    pass


class gireport_reader(Structure):
    pass


class gireport_grid(Structure):
    pass


class gireport_report(Structure):
    pass


class gireport_template(Structure):
    pass


class gireport_rule(Structure):
    pass


class gireport_waivers(Structure):
    pass


gireport_arrow_next_fn = CFUNCTYPE(c_int, c_void_p, c_void_p)


gireport_arrow_done_fn = CFUNCTYPE(None, c_void_p)


gireport_write_fn = CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p)


gireport_map_fn = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p)


gireport_deliver_fn = CFUNCTYPE(c_int, c_void_p, c_void_p)


gireport_drop_fn = CFUNCTYPE(None, c_void_p, c_void_p)


gireport_progress_fn = CFUNCTYPE(c_int, c_size_t, c_size_t, c_size_t, c_void_p)


gireport_extract_fn = CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t, c_void_p, gireport_write_fn, c_void_p, c_void_p)


gireport_read_fn = CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p, c_void_p)


class gireport_arrow_item(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('report', POINTER(gireport_report)),
        ('findings', POINTER(gireport_findings)),
        ('source', c_char_p),
        ('status', c_int32),
    ]


class gireport_check_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('blank', c_uint32),
        ('profile', c_uint32),
        ('level', c_uint32),
        ('since', c_uint32),
        ('published', c_char_p),
        ('prior', POINTER(gireport_report)),
        ('units', POINTER(POINTER(gireport_report))),
        ('n_units', c_size_t),
    ]


class gireport_arrow_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('table', c_uint32),
        ('flags', c_uint32),
        ('rows', c_uint32),
        ('lang', c_uint32),
        ('source', c_char_p),
        ('check', POINTER(gireport_check_options)),
    ]


class gireport_read_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('format', c_uint32),
        ('flags', c_uint32),
        ('nth', c_uint32),
        ('max_depth', c_uint32),
        ('max_bytes', c_size_t),
        ('max_documents', c_size_t),
        ('max_scalar', c_size_t),
        ('max_cells', c_size_t),
        ('templates', POINTER(POINTER(gireport_template))),
        ('n_templates', c_size_t),
    ]


class gireport_batch_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('flags', c_uint32),
        ('ahead', c_uint32),
        ('read', POINTER(gireport_read_options)),
        ('check', POINTER(gireport_check_options)),
        ('map', gireport_map_fn),
        ('drop', gireport_drop_fn),
        ('deliver', gireport_deliver_fn),
        ('progress', gireport_progress_fn),
        ('extract', gireport_extract_fn),
        ('userdata', c_void_p),
    ]


class gireport_repair_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('blank', c_uint32),
        ('max_cells', c_uint32),
        ('max_proposals', c_uint32),
        ('reserved', c_uint32),
        ('max_nodes', c_uint64),
    ]


class gireport_sum_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('blank', c_uint32),
        ('year', c_int32),
        ('organ', c_char_p),
        ('parent', POINTER(gireport_report)),
        ('form', POINTER(gireport_template)),
    ]


class gireport_compare_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('blank', c_uint32),
        ('least', c_uint32),
        ('passage', c_uint32),
        ('reserved', c_uint32),
    ]


class gireport_tally_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('year', c_int32),
        ('reserved', c_uint32),
        ('form', POINTER(gireport_template)),
        ('report', POINTER(gireport_report)),
        ('charset', c_char_p),
        ('max_bytes', c_size_t),
        ('max_rows', c_size_t),
    ]


class gireport_write_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('format', c_uint32),
        ('flags', c_uint32),
        ('lang', c_uint32),
        ('width', c_uint32),
        ('ambiguous_wide', c_uint32),
        ('reserved', c_uint32),
        ('source', c_char_p),
        ('findings', POINTER(gireport_findings)),
        ('original', POINTER(gireport_report)),
    ]


class gireport_comparison_write_options(Structure):
    _fields_ = [
        ('size', c_size_t),
        ('format', c_uint32),
        ('flags', c_uint32),
        ('lang', c_uint32),
        ('ambiguous_wide', c_uint32),
        ('chart', c_char_p),
        ('rules', c_char_p),
        ('findings', POINTER(POINTER(gireport_findings))),
        ('n_findings', c_size_t),
    ]


# name: result, arguments
_FUNCTIONS = {
    'gireport_arrow_options_init': (c_int, POINTER(gireport_arrow_options), c_size_t),
    'gireport_arrow_stream': (c_int, POINTER(gireport_arrow_options), gireport_arrow_next_fn, gireport_arrow_done_fn,
        c_void_p, c_void_p),
    'gireport_arrow_stream_reader': (c_int, POINTER(gireport_arrow_options), POINTER(gireport_reader), c_void_p),
    'gireport_version': (c_uint32,),
    'gireport_version_string': (c_char_p,),
    'gireport_feature': (c_int, c_uint32),
    'gireport_strerror': (c_char_p, c_int),
    'gireport_free': (None, c_void_p),
    'gireport_format_count': (c_size_t,),
    'gireport_format_name': (c_char_p, c_uint32),
    'gireport_format_find': (c_uint32, c_char_p),
    'gireport_format_support': (c_uint32, c_uint32),
    'gireport_batch_options_init': (c_int, POINTER(gireport_batch_options), c_size_t),
    'gireport_batch_new': (c_int, POINTER(gireport_batch_options), POINTER(POINTER(gireport_batch))),
    'gireport_batch_free': (None, POINTER(gireport_batch)),
    'gireport_batch_add_file': (c_int, POINTER(gireport_batch), c_char_p),
    'gireport_batch_add_bytes': (c_int, POINTER(gireport_batch), c_char_p, c_char_p, c_size_t),
    'gireport_batch_add_callback': (c_int, POINTER(gireport_batch), c_char_p, gireport_read_fn, c_void_p),
    'gireport_batch_work': (c_int, POINTER(gireport_batch)),
    'gireport_batch_cancel': (None, POINTER(gireport_batch)),
    'gireport_result_name': (c_char_p, POINTER(gireport_result)),
    'gireport_result_source': (c_size_t, POINTER(gireport_result)),
    'gireport_result_number': (c_size_t, POINTER(gireport_result)),
    'gireport_result_status': (c_int, POINTER(gireport_result)),
    'gireport_result_report': (POINTER(gireport_report), POINTER(gireport_result)),
    'gireport_result_findings': (POINTER(gireport_findings), POINTER(gireport_result)),
    'gireport_result_data': (c_void_p, POINTER(gireport_result)),
    'gireport_check_options_init': (c_int, POINTER(gireport_check_options), c_size_t),
    'gireport_check': (c_int, POINTER(gireport_report), POINTER(gireport_check_options), POINTER(gireport_findings)),
    'gireport_check_cell': (c_int, POINTER(gireport_report), c_size_t, POINTER(gireport_check_options),
        POINTER(gireport_findings)),
    'gireport_repair_options_init': (c_int, POINTER(gireport_repair_options), c_size_t),
    'gireport_repair_find': (c_int, POINTER(gireport_report), POINTER(gireport_repair_options),
        POINTER(POINTER(gireport_repair))),
    'gireport_repair_free': (None, POINTER(gireport_repair)),
    'gireport_repair_count': (c_size_t, POINTER(gireport_repair)),
    'gireport_repair_unique': (c_int, POINTER(gireport_repair)),
    'gireport_repair_cell_count': (c_size_t, POINTER(gireport_repair), c_size_t),
    'gireport_repair_cell': (c_int, POINTER(gireport_repair), c_size_t, c_size_t, POINTER(c_size_t), POINTER(c_int64),
        POINTER(c_int64)),
    'gireport_repair_cause': (c_char_p, POINTER(gireport_repair), c_size_t, c_uint32),
    'gireport_repair_apply': (c_int, POINTER(gireport_repair), c_size_t, POINTER(gireport_report),
        POINTER(POINTER(gireport_report))),
    'gireport_claims_find': (c_int, POINTER(gireport_report), POINTER(gireport_check_options),
        POINTER(POINTER(gireport_claims))),
    'gireport_claims_free': (None, POINTER(gireport_claims)),
    'gireport_claims_set_file': (c_int, POINTER(gireport_claims), c_char_p),
    'gireport_claims_count': (c_size_t, POINTER(gireport_claims)),
    'gireport_claim_part': (c_uint32, POINTER(gireport_claims), c_size_t),
    'gireport_claim_position': (c_int, POINTER(gireport_claims), c_size_t, POINTER(c_uint32), POINTER(c_uint32)),
    'gireport_claim_quote': (c_char_p, POINTER(gireport_claims), c_size_t),
    'gireport_claim_number': (c_char_p, POINTER(gireport_claims), c_size_t),
    'gireport_claim_value': (c_int, POINTER(gireport_claims), c_size_t, POINTER(c_int64)),
    'gireport_claim_scale': (c_uint32, POINTER(gireport_claims), c_size_t),
    'gireport_claim_unit': (c_char_p, POINTER(gireport_claims), c_size_t),
    'gireport_claim_pattern': (c_char_p, POINTER(gireport_claims), c_size_t),
    'gireport_claim_rule': (c_char_p, POINTER(gireport_claims), c_size_t),
    'gireport_claim_verdict': (c_uint32, POINTER(gireport_claims), c_size_t),
    'gireport_claim_expected': (c_int, POINTER(gireport_claims), c_size_t, POINTER(c_int64)),
    'gireport_claim_reason': (c_char_p, POINTER(gireport_claims), c_size_t, c_uint32),
    'gireport_claim_cell_count': (c_size_t, POINTER(gireport_claims), c_size_t),
    'gireport_claim_cell_key': (c_char_p, POINTER(gireport_claims), c_size_t, c_size_t),
    'gireport_claims_write': (c_int, POINTER(POINTER(gireport_claims)), c_size_t, c_uint32, c_uint32,
        gireport_write_fn, c_void_p),
    'gireport_sum_options_init': (c_int, POINTER(gireport_sum_options), c_size_t),
    'gireport_sum': (c_int, POINTER(POINTER(gireport_report)), c_size_t, POINTER(gireport_sum_options),
        POINTER(POINTER(gireport_report)), POINTER(gireport_findings)),
    'gireport_sum_explain': (c_int, POINTER(POINTER(gireport_report)), c_size_t, POINTER(gireport_sum_options),
        c_char_p, POINTER(POINTER(gireport_sum_parts))),
    'gireport_sum_parts_free': (None, POINTER(gireport_sum_parts)),
    'gireport_sum_parts_count': (c_size_t, POINTER(gireport_sum_parts)),
    'gireport_sum_parts_total': (c_int, POINTER(gireport_sum_parts), POINTER(c_int64)),
    'gireport_sum_part_unit': (c_char_p, POINTER(gireport_sum_parts), c_size_t),
    'gireport_sum_part_state': (c_uint32, POINTER(gireport_sum_parts), c_size_t),
    'gireport_sum_part_value': (c_int, POINTER(gireport_sum_parts), c_size_t, POINTER(c_int64)),
    'gireport_sum_part_rule': (c_char_p, POINTER(gireport_sum_parts), c_size_t),
    'gireport_compare_options_init': (c_int, POINTER(gireport_compare_options), c_size_t),
    'gireport_compare': (c_int, POINTER(POINTER(gireport_report)), c_size_t, POINTER(gireport_compare_options),
        POINTER(POINTER(gireport_comparison)), POINTER(gireport_findings)),
    'gireport_comparison_free': (None, POINTER(gireport_comparison)),
    'gireport_comparison_kind': (c_uint32, POINTER(gireport_comparison)),
    'gireport_comparison_column_count': (c_size_t, POINTER(gireport_comparison)),
    'gireport_comparison_column_name': (c_char_p, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_column_source': (c_size_t, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_row_count': (c_size_t, POINTER(gireport_comparison)),
    'gireport_comparison_row_key': (c_char_p, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_row_label': (c_char_p, POINTER(gireport_comparison), c_size_t, c_uint32),
    'gireport_comparison_row_unit': (c_char_p, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_row_template': (c_char_p, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_row_reason': (c_char_p, POINTER(gireport_comparison), c_size_t, c_uint32),
    'gireport_comparison_state': (c_uint32, POINTER(gireport_comparison), c_size_t, c_size_t),
    'gireport_comparison_value': (c_int, POINTER(gireport_comparison), c_size_t, c_size_t, POINTER(c_int64)),
    'gireport_comparison_whole': (c_int, POINTER(gireport_comparison), c_size_t, c_size_t, POINTER(c_int64)),
    'gireport_comparison_share': (c_int, POINTER(gireport_comparison), c_size_t, c_size_t, POINTER(c_int64)),
    'gireport_comparison_change': (c_int, POINTER(gireport_comparison), c_size_t, c_size_t, POINTER(c_int64)),
    'gireport_comparison_percent': (c_int, POINTER(gireport_comparison), c_size_t, c_size_t, POINTER(c_int64)),
    'gireport_comparison_notes': (c_uint32, POINTER(gireport_comparison), c_size_t, c_size_t),
    'gireport_comparison_repeat_count': (c_size_t, POINTER(gireport_comparison)),
    'gireport_comparison_repeat_columns': (c_int, POINTER(gireport_comparison), c_size_t, POINTER(c_size_t),
        POINTER(c_size_t)),
    'gireport_comparison_repeat_part': (c_char_p, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_repeat_rate': (c_uint32, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_repeat_size': (c_int, POINTER(gireport_comparison), c_size_t, POINTER(c_uint64),
        POINTER(c_uint64)),
    'gireport_comparison_passage_count': (c_size_t, POINTER(gireport_comparison), c_size_t),
    'gireport_comparison_passage': (c_char_p, POINTER(gireport_comparison), c_size_t, c_size_t),
    'gireport_text_repeat': (c_int, c_char_p, c_size_t, c_char_p, c_size_t, POINTER(c_uint64), POINTER(c_uint64)),
    'gireport_tally_options_init': (c_int, POINTER(gireport_tally_options), c_size_t),
    'gireport_tally_new': (c_int, c_char_p, c_size_t, POINTER(gireport_tally_options),
        POINTER(POINTER(gireport_tally)), POINTER(gireport_findings)),
    'gireport_tally_free': (None, POINTER(gireport_tally)),
    'gireport_tally_report': (POINTER(gireport_report), POINTER(gireport_tally)),
    'gireport_tally_row_count': (c_size_t, POINTER(gireport_tally)),
    'gireport_tally_row_line': (c_uint32, POINTER(gireport_tally), c_size_t),
    'gireport_tally_row_number': (c_char_p, POINTER(gireport_tally), c_size_t),
    'gireport_tally_row_counts': (c_uint32, POINTER(gireport_tally), c_size_t, c_size_t),
    'gireport_tally_write_rows': (c_int, POINTER(gireport_tally), c_size_t, c_uint32, gireport_write_fn, c_void_p),
    'gireport_findings_new': (c_int, POINTER(POINTER(gireport_findings))),
    'gireport_findings_free': (None, POINTER(gireport_findings)),
    'gireport_findings_clear': (None, POINTER(gireport_findings)),
    'gireport_findings_set_file': (c_int, POINTER(gireport_findings), c_char_p),
    'gireport_findings_set_source': (c_int, POINTER(gireport_findings), c_char_p, c_size_t),
    'gireport_findings_set_report': (c_int, POINTER(gireport_findings), POINTER(gireport_report)),
    'gireport_findings_count': (c_size_t, POINTER(gireport_findings)),
    'gireport_findings_count_of': (c_size_t, POINTER(gireport_findings), c_uint32),
    'gireport_finding_rule': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_finding_id': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_finding_severity': (c_uint32, POINTER(gireport_findings), c_size_t),
    'gireport_finding_message': (c_char_p, POINTER(gireport_findings), c_size_t, c_uint32),
    'gireport_finding_position': (c_int, POINTER(gireport_findings), c_size_t, POINTER(c_uint32), POINTER(c_uint32)),
    'gireport_finding_place': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_finding_found': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_finding_expected': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_finding_difference': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_finding_cause': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_finding_cell_count': (c_size_t, POINTER(gireport_findings), c_size_t),
    'gireport_finding_cell_key': (c_char_p, POINTER(gireport_findings), c_size_t, c_size_t),
    'gireport_finding_cell_role': (c_uint32, POINTER(gireport_findings), c_size_t, c_size_t),
    'gireport_findings_unassessed_count': (c_size_t, POINTER(gireport_findings)),
    'gireport_findings_unassessed_rule': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_findings_unassessed_missing': (c_char_p, POINTER(gireport_findings), c_size_t),
    'gireport_findings_write': (c_int, POINTER(POINTER(gireport_findings)), c_size_t, c_uint32, c_uint32,
        gireport_write_fn, c_void_p),
    'gireport_read_options_init': (c_int, POINTER(gireport_read_options), c_size_t),
    'gireport_read': (c_int, c_char_p, c_size_t, POINTER(gireport_read_options), POINTER(POINTER(gireport_report)),
        POINTER(gireport_findings)),
    'gireport_read_file': (c_int, c_char_p, POINTER(gireport_read_options), POINTER(POINTER(gireport_report)),
        POINTER(gireport_findings)),
    'gireport_detect': (c_uint32, c_char_p, c_size_t),
    'gireport_reader_new': (c_int, c_char_p, c_size_t, POINTER(gireport_read_options),
        POINTER(POINTER(gireport_reader))),
    'gireport_reader_open': (c_int, c_char_p, POINTER(gireport_read_options), POINTER(POINTER(gireport_reader))),
    'gireport_reader_open_callback': (c_int, gireport_read_fn, c_void_p, POINTER(gireport_read_options),
        POINTER(POINTER(gireport_reader))),
    'gireport_reader_next': (c_int, POINTER(gireport_reader), POINTER(POINTER(gireport_report)),
        POINTER(gireport_findings)),
    'gireport_reader_free': (None, POINTER(gireport_reader)),
    'gireport_grid_new': (c_int, POINTER(POINTER(gireport_grid))),
    'gireport_grid_free': (None, POINTER(gireport_grid)),
    'gireport_grid_add_paragraph': (c_int, POINTER(gireport_grid), c_char_p, c_size_t),
    'gireport_grid_add_table': (c_int, POINTER(gireport_grid)),
    'gireport_grid_add_cell': (c_int, POINTER(gireport_grid), c_uint32, c_uint32, c_uint32, c_uint32, c_char_p,
        c_size_t),
    'gireport_grid_read': (c_int, POINTER(gireport_grid), POINTER(gireport_read_options),
        POINTER(POINTER(gireport_report)), POINTER(gireport_findings)),
    'gireport_report_new': (c_int, POINTER(gireport_template), POINTER(POINTER(gireport_report))),
    'gireport_report_copy': (c_int, POINTER(gireport_report), POINTER(POINTER(gireport_report))),
    'gireport_report_free': (None, POINTER(gireport_report)),
    'gireport_report_template': (POINTER(gireport_template), POINTER(gireport_report)),
    'gireport_report_year': (c_int32, POINTER(gireport_report)),
    'gireport_report_set_year': (c_int, POINTER(gireport_report), c_int32),
    'gireport_report_level': (c_uint32, POINTER(gireport_report)),
    'gireport_report_set_level': (c_int, POINTER(gireport_report), c_uint32),
    'gireport_level_name': (c_char_p, c_uint32),
    'gireport_level_find': (c_uint32, c_char_p),
    'gireport_report_text': (c_char_p, POINTER(gireport_report), c_uint32),
    'gireport_report_set_text': (c_int, POINTER(gireport_report), c_uint32, c_char_p, c_size_t),
    'gireport_report_units': (c_int64, POINTER(gireport_report), c_uint32),
    'gireport_report_set_units': (c_int, POINTER(gireport_report), c_uint32, c_int64),
    'gireport_report_unit_count': (c_size_t, POINTER(gireport_report)),
    'gireport_report_unit_name': (c_char_p, POINTER(gireport_report), c_size_t),
    'gireport_report_add_unit': (c_int, POINTER(gireport_report), c_char_p),
    'gireport_cell_state': (c_uint32, POINTER(gireport_report), c_size_t),
    'gireport_cell_value': (c_int, POINTER(gireport_report), c_size_t, POINTER(c_int64)),
    'gireport_cell_unit': (c_uint32, POINTER(gireport_report), c_size_t),
    'gireport_cell_scale': (c_uint32, POINTER(gireport_report), c_size_t),
    'gireport_cell_origin': (c_uint32, POINTER(gireport_report), c_size_t),
    'gireport_cell_raw': (c_char_p, POINTER(gireport_report), c_size_t),
    'gireport_cell_note': (c_char_p, POINTER(gireport_report), c_size_t),
    'gireport_cell_place': (c_char_p, POINTER(gireport_report), c_size_t),
    'gireport_cell_position': (c_int, POINTER(gireport_report), c_size_t, POINTER(c_uint32), POINTER(c_uint32)),
    'gireport_cell_set_value': (c_int, POINTER(gireport_report), c_size_t, c_int64),
    'gireport_cell_set_state': (c_int, POINTER(gireport_report), c_size_t, c_uint32),
    'gireport_cell_set_text': (c_int, POINTER(gireport_report), c_size_t, c_char_p, c_size_t,
        POINTER(gireport_findings)),
    'gireport_report_extra_count': (c_size_t, POINTER(gireport_report)),
    'gireport_report_extra_text': (c_char_p, POINTER(gireport_report), c_size_t),
    'gireport_report_extra_label': (c_char_p, POINTER(gireport_report), c_size_t),
    'gireport_report_add_extra': (c_int, POINTER(gireport_report), c_char_p, c_char_p),
    'gireport_template_count': (c_size_t,),
    'gireport_template_at': (POINTER(gireport_template), c_size_t),
    'gireport_template_find': (POINTER(gireport_template), c_char_p),
    'gireport_template_load': (c_int, c_char_p, c_size_t, POINTER(POINTER(gireport_template)),
        POINTER(gireport_findings)),
    'gireport_template_ref': (POINTER(gireport_template), POINTER(gireport_template)),
    'gireport_template_unref': (None, POINTER(gireport_template)),
    'gireport_template_id': (c_char_p, POINTER(gireport_template)),
    'gireport_template_title': (c_char_p, POINTER(gireport_template), c_uint32),
    'gireport_template_basis': (c_char_p, POINTER(gireport_template)),
    'gireport_template_years': (c_int, POINTER(gireport_template), POINTER(c_int32), POINTER(c_int32)),
    'gireport_template_paragraph_count': (c_size_t, POINTER(gireport_template)),
    'gireport_template_paragraph_key': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_template_table_count': (c_size_t, POINTER(gireport_template)),
    'gireport_template_table_key': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_template_table_label': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_template_field_count': (c_size_t, POINTER(gireport_template)),
    'gireport_template_field_find': (c_int, POINTER(gireport_template), c_char_p, POINTER(c_size_t)),
    'gireport_field_key': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_field_label': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_field_gloss': (c_char_p, POINTER(gireport_template), c_size_t, c_uint32),
    'gireport_field_basis': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_field_unit': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_field_printed_unit': (c_char_p, POINTER(gireport_template), c_size_t),
    'gireport_field_type': (c_uint32, POINTER(gireport_template), c_size_t),
    'gireport_field_nature': (c_uint32, POINTER(gireport_template), c_size_t),
    'gireport_field_flags': (c_uint32, POINTER(gireport_template), c_size_t),
    'gireport_field_table': (c_size_t, POINTER(gireport_template), c_size_t),
    'gireport_rule_count': (c_size_t,),
    'gireport_rule_at': (POINTER(gireport_rule), c_size_t),
    'gireport_rule_find': (POINTER(gireport_rule), c_char_p),
    'gireport_rule_id': (c_char_p, POINTER(gireport_rule)),
    'gireport_rule_severity': (c_uint32, POINTER(gireport_rule)),
    'gireport_rule_title': (c_char_p, POINTER(gireport_rule), c_uint32),
    'gireport_rule_explanation': (c_char_p, POINTER(gireport_rule), c_uint32),
    'gireport_rule_basis': (c_char_p, POINTER(gireport_rule)),
    'gireport_rule_expression': (c_char_p, POINTER(gireport_rule)),
    'gireport_rule_since': (c_char_p, POINTER(gireport_rule)),
    'gireport_waivers_read': (c_int, c_char_p, c_size_t, POINTER(gireport_findings),
        POINTER(POINTER(gireport_waivers))),
    'gireport_waivers_free': (None, POINTER(gireport_waivers)),
    'gireport_waivers_count': (c_size_t, POINTER(gireport_waivers)),
    'gireport_waiver_reason_gloss': (c_char_p, c_char_p, c_uint32),
    'gireport_waivers_apply': (c_int, POINTER(gireport_waivers), c_char_p, POINTER(gireport_findings)),
    'gireport_finding_waived': (c_int, POINTER(gireport_findings), c_size_t),
    'gireport_finding_waiver': (c_char_p, POINTER(gireport_findings), c_size_t, c_uint32),
    'gireport_findings_count_waived': (c_size_t, POINTER(gireport_findings)),
    'gireport_write_options_init': (c_int, POINTER(gireport_write_options), c_size_t),
    'gireport_write': (c_int, POINTER(gireport_report), POINTER(gireport_write_options), gireport_write_fn, c_void_p),
    'gireport_write_string': (c_int, POINTER(gireport_report), POINTER(gireport_write_options), POINTER(c_void_p),
        POINTER(c_size_t)),
    'gireport_write_file': (c_int, POINTER(gireport_report), POINTER(gireport_write_options), c_char_p),
    'gireport_write_tables': (c_int, POINTER(POINTER(gireport_report)), POINTER(c_char_p),
        POINTER(POINTER(gireport_findings)), c_size_t, c_uint32, gireport_write_fn, c_void_p),
    'gireport_paragraph_string': (c_int, POINTER(gireport_report), c_char_p, POINTER(c_void_p), POINTER(c_size_t),
        POINTER(c_size_t)),
    'gireport_comparison_write_options_init': (c_int, POINTER(gireport_comparison_write_options), c_size_t),
    'gireport_comparison_write': (c_int, POINTER(gireport_comparison), POINTER(gireport_comparison_write_options),
        gireport_write_fn, c_void_p),
    'gireport_comparison_chart_count': (c_size_t, POINTER(gireport_comparison)),
    'gireport_comparison_chart_key': (c_char_p, POINTER(gireport_comparison), c_size_t),
}
# --- end generated ---


class _Library:
    """The C functions by name, each with its argument and result types; an old library may lack the newest."""

    def __init__(self, handle, path):
        self._handle, self.path = handle, path

    def __getattr__(self, name):
        if name not in _FUNCTIONS:
            raise AttributeError(name)
        try:
            function = getattr(self._handle, name)
        except AttributeError:
            raise Unsupported('%s has no %s' % (self.path, name)) from None
        function.restype, *function.argtypes = _FUNCTIONS[name]
        setattr(self, name, function)
        return function


def _find_library():
    tried = []
    installed = ctypes.util.find_library('gireport')
    for path in [os.environ['GIREPORT_LIBRARY']] if os.environ.get('GIREPORT_LIBRARY') else ['libgireport.so.0', installed]:
        if not path:
            continue
        try:
            return _Library(ctypes.CDLL(path), path)
        except OSError as problem:
            tried.append(str(problem))
    raise ImportError('libgireport was not found; set GIREPORT_LIBRARY to its path (%s)' % '; '.join(tried))


# Errors ---------------------------------------------------------------------------------------------------------


class Error(Exception):
    """A call that failed. `status` is the code of the library, `findings` what it had to tell until then."""

    status = None

    def __init__(self, message, findings=()):
        super().__init__(message)
        self.findings = list(findings)

    def __str__(self):
        return '\n'.join([str(self.args[0])] + ['  ' + str(f) for f in self.findings[:10]])


class NoMemory(Error, MemoryError):
    status = Status.ERR_NOMEM


class InvalidArgument(Error, ValueError):
    status = Status.ERR_INVALID_ARG


class AbiMismatch(Error):
    status = Status.ERR_ABI


class FormatError(Error, ValueError):
    """The input is not of its format."""
    status = Status.ERR_SYNTAX


class NothingFound(Error, ValueError):
    """The input is well formed, but nothing of the form is in it."""
    status = Status.ERR_INVALID_DATA


class LimitReached(Error, ValueError):
    status = Status.ERR_LIMIT


class NotFound(Error, LookupError):
    status = Status.ERR_NOT_FOUND


class FileError(Error, OSError):
    status = Status.ERR_IO


class Stopped(Error):
    """A callback asked to stop."""
    status = Status.ERR_CALLBACK


class Unsupported(Error, NotImplementedError):
    """This build of the library lacks the feature."""
    status = Status.ERR_UNSUPPORTED


_ERRORS = {e.status: e for e in (NoMemory, InvalidArgument, AbiMismatch, FormatError, NothingFound, LimitReached, NotFound,
                                 FileError, Stopped, Unsupported)}


def _check(status, what='', findings=()):
    if status != Status.OK:
        text = _text(_c.gireport_strerror(status))
        raise _ERRORS.get(status, Error)('%s: %s' % (what, text) if what else text, findings)


# Small things ---------------------------------------------------------------------------------------------------


def _text(data):
    return None if data is None else data.decode('utf-8', 'replace')


def _bytes(text):
    if text is None or isinstance(text, bytes):
        return text
    if isinstance(text, (bytearray, memoryview)):
        return bytes(text)
    return os.fspath(text).encode('utf-8')


def _name(text):
    """Text that C reads up to its NUL: one inside would cut it short without a word."""
    data = _bytes(text)
    if data is not None and b'\0' in data:
        raise ValueError('a NUL character in %r' % text)
    return data


def _path(path):
    data = os.fsencode(path)
    if b'\0' in data:
        raise ValueError('a NUL character in %r' % path)
    return data


def _format(value):
    """A Format of a Format, its name or a file extension."""
    if value is None:
        return 0
    if isinstance(value, str):
        found = _c.gireport_format_find(_name(value))
        if not found:
            raise ValueError('unknown format %r' % value)
        return found
    return int(value)


def _level(value):
    if isinstance(value, str):
        found = _c.gireport_level_find(_name(value))
        if not found:
            raise ValueError('unknown level %r' % value)
        return found
    return int(value or 0)


def _lang(value):
    return {'zh': Lang.ZH, 'en': Lang.EN}[value] if isinstance(value, str) else int(value)


def _options(struct, init, **members):
    """An options struct with its defaults and the members that are not None."""
    o = struct()
    _check(init(byref(o), ctypes.sizeof(o)))
    for name, value in members.items():
        if value is not None:
            setattr(o, name, value)
    return o


def _pointers(kind, objects):
    """A C array of the pointers of objects, with its length; NULL where there are none."""
    objects = list(objects or ())
    return ((POINTER(kind) * len(objects))(*[o._p for o in objects]) if objects else None), len(objects)


def _release(free, pointer, _):
    free(pointer)


class _Object:
    """Owns one C object: frees it when the last reference goes, or at close()."""

    _free = None

    def __init__(self, pointer, lent=None):
        """`lent`: what the C object points into; it lives until the object is freed."""
        self._pointer = pointer
        self._finalizer = weakref.finalize(self, _release, getattr(_c, self._free), pointer, lent)

    @property
    def _p(self):
        if not self._finalizer.alive:
            raise ValueError('this %s was closed' % type(self).__name__)
        return self._pointer

    def close(self):
        """Frees the memory now; the object cannot be used afterwards."""
        self._finalizer()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


class _Output:
    """A write callback over a Python function; an exception inside stops the writing and is raised again outside."""

    def __init__(self, function):
        self._function, self._problem = function, None
        self.callback = gireport_write_fn(self._write)

    def _write(self, data, length, _):
        try:
            self._function(ctypes.string_at(data, length))
        except BaseException as problem:  # must not be lost in C, KeyboardInterrupt least of all
            self._problem = problem
            return 1
        return 0

    def finish(self, status, what):
        if self._problem is not None:
            raise self._problem
        _check(status, what)


def version():
    """The version of the loaded library, such as '0.1.0'."""
    return _text(_c.gireport_version_string())


def version_number():
    """The version of the loaded library as 0xMMmmpp."""
    return _c.gireport_version()


def has_feature(feature):
    """Whether the loaded library was built with an optional part."""
    return bool(_c.gireport_feature(feature))


def formats():
    """{Format: (name, Support)} of all formats."""
    return {Format(i): (_text(_c.gireport_format_name(i)), Support(_c.gireport_format_support(i)))
            for i in range(1, _c.gireport_format_count() + 1)}


def detect(data):
    """The Format that bytes look like, or None."""
    data = _bytes(data)
    return Format(_c.gireport_detect(data, len(data))) or None


def level_name(level):
    """The name of a level as report files write it, such as 'county'; None for an unknown one."""
    return _text(_c.gireport_level_name(level))


# Templates and rules --------------------------------------------------------------------------------------------


class Field:
    """One cell of a form. Two fields are equal where their templates and keys are."""

    def __init__(self, template, index):
        self.template, self.index = template, index

    def _get(self, function, *more):
        return getattr(_c, 'gireport_field_' + function)(self.template._p, self.index, *more)

    key = property(lambda self: _text(self._get('key')), doc='Stable for ever: "applications.granted.total".')
    label = property(lambda self: _text(self._get('label')), doc='The official labels of row and column.')
    basis = property(lambda self: _text(self._get('basis')), doc='The legal basis, or "".')
    unit = property(lambda self: _text(self._get('unit')), doc='件, 项, 元; "" where unknown.')
    printed_unit = property(lambda self: _text(self._get('printed_unit')), doc='The unit that the form prints for money.')
    type = property(lambda self: Type(self._get('type')))
    nature = property(lambda self: Nature(self._get('nature')))
    flags = property(lambda self: FieldFlag(self._get('flags')))
    table = property(lambda self: self.template.tables[self._get('table')])

    def gloss(self, lang='en'):
        """What the row means."""
        return _text(self._get('gloss', _lang(lang)))

    def __eq__(self, other):
        return isinstance(other, Field) and (self.template.id, self.key) == (other.template.id, other.key)

    def __hash__(self):
        return hash(self.key)

    def __repr__(self):
        return 'Field(%r)' % self.key


class Table(typing.NamedTuple):
    key: str
    label: str


class Template(_Object):
    """One edition of the form: its fields in order. Immutable, and safe to share between threads."""

    _free = 'gireport_template_unref'

    @classmethod
    def _borrowed(cls, pointer):
        return cls(_c.gireport_template_ref(pointer)) if pointer else None

    @classmethod
    def find(cls, id):
        """The built-in template of an id, such as 'cn-2021'."""
        found = cls._borrowed(_c.gireport_template_find(_name(id)))
        if found is None:
            raise NotFound('no template %r' % id)
        return found

    @classmethod
    def load(cls, data):
        """A template of one's own from the text of a template file."""
        data, out = _bytes(data), POINTER(gireport_template)()
        with Findings() as findings:
            _check(_c.gireport_template_load(data, len(data), byref(out), findings._p), 'template', findings)
        return cls(out)

    id = property(lambda self: _text(_c.gireport_template_id(self._p)))
    basis = property(lambda self: _text(_c.gireport_template_basis(self._p)), doc='The document that prescribes the form.')

    def title(self, lang='zh'):
        return _text(_c.gireport_template_title(self._p, _lang(lang)))

    @property
    def years(self):
        """(first, last) report year, None where open."""
        first, last = c_int32(), c_int32()
        _check(_c.gireport_template_years(self._p, byref(first), byref(last)))
        return first.value or None, last.value or None

    @property
    def tables(self):
        """[Table(key, label)]"""
        return [Table(_text(_c.gireport_template_table_key(self._p, i)), _text(_c.gireport_template_table_label(self._p, i)))
                for i in range(_c.gireport_template_table_count(self._p))]

    @property
    def paragraphs(self):
        """Keys of the paragraphs that Report.paragraph() writes."""
        return [_text(_c.gireport_template_paragraph_key(self._p, i))
                for i in range(_c.gireport_template_paragraph_count(self._p))]

    def index(self, key):
        """The number of a field, given by its key, its number, or as a Field."""
        if isinstance(key, Field):
            key = key.key
        if isinstance(key, int):
            if not 0 <= key < len(self):
                raise IndexError(key)
            return key
        out = c_size_t()
        if _c.gireport_template_field_find(self._p, _name(key), byref(out)) != Status.OK:
            raise KeyError(key)
        return out.value

    def field(self, key):
        return Field(self, self.index(key))

    def __len__(self):
        return _c.gireport_template_field_count(self._p)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [Field(self, n) for n in range(*i.indices(len(self)))]
        return Field(self, self.index(i + len(self) if isinstance(i, int) and i < 0 else i))

    def __iter__(self):
        return (Field(self, n) for n in range(len(self)))

    def __contains__(self, key):
        try:
            self.index(key)
        except (KeyError, IndexError):
            return False
        return True

    def __repr__(self):
        return 'Template(%r)' % self.id


def templates():
    """The built-in templates, in order of their years."""
    return [Template._borrowed(_c.gireport_template_at(i)) for i in range(_c.gireport_template_count())]


class Rule:
    """One rule that this build knows."""

    def __init__(self, pointer):
        self._p = pointer

    id = property(lambda self: _text(_c.gireport_rule_id(self._p)))
    severity = property(lambda self: Severity(_c.gireport_rule_severity(self._p)))
    basis = property(lambda self: _text(_c.gireport_rule_basis(self._p)))
    expression = property(lambda self: _text(_c.gireport_rule_expression(self._p)))
    since = property(lambda self: _text(_c.gireport_rule_since(self._p)))

    def title(self, lang='en'):
        return _text(_c.gireport_rule_title(self._p, _lang(lang)))

    def explanation(self, lang='en'):
        return _text(_c.gireport_rule_explanation(self._p, _lang(lang)))

    def __repr__(self):
        return 'Rule(%r)' % self.id


def rules():
    """All rules, in order of id."""
    return [Rule(_c.gireport_rule_at(i)) for i in range(_c.gireport_rule_count())]


def rule(id):
    found = _c.gireport_rule_find(_name(id))
    if not found:
        raise NotFound('no rule %r' % id)
    return Rule(found)


# Findings -------------------------------------------------------------------------------------------------------


class FindingCell(typing.NamedTuple):
    key: str
    role: 'Role'


class Waiver(typing.NamedTuple):
    """By what a finding is accepted: the code of the reason, free words, who and when."""

    reason: str
    note: str
    by: str
    on: str


class Finding(typing.NamedTuple):
    """One thing to tell: a copy that outlives the findings it came from. Texts that are not said are ''."""

    rule: str
    id: str
    severity: 'Severity'
    message: str
    message_en: str
    line: int
    column: int
    place: str
    found: str
    expected: str
    difference: str
    cause: str
    cells: typing.Tuple[FindingCell, ...]
    waived: typing.Optional[Waiver] = None

    def __str__(self):
        where = '%d:%d: ' % (self.line, self.column) if self.line else self.place + ': ' if self.place else ''
        return '%s%s: %s [%s]' % (where, self.severity.name.lower(), self.message, self.rule)


class Unassessed(typing.NamedTuple):
    """A rule that could not be assessed, and the keys whose values were missing."""

    rule: str
    missing: typing.List[str]


class Findings(_Object, collections.abc.Sequence):
    """What reading and checking have to tell: a sequence of Finding."""

    _free = 'gireport_findings_free'

    def __init__(self, file=None):
        out = POINTER(gireport_findings)()
        _check(_c.gireport_findings_new(byref(out)))
        super().__init__(out)
        self._source = None
        if file is not None:
            self.set_file(file)

    def set_file(self, name):
        """Sets the name of the input as outputs show it."""
        _check(_c.gireport_findings_set_file(self._p, _name(name)))

    def set_source(self, data):
        """The input (str or bytes), of which the text output shows lines; None: no longer."""
        self._source = None if data is None else _bytes(data)
        _check(_c.gireport_findings_set_source(self._p, self._source, len(self._source or b'')))

    def set_report(self, report):
        """Sets organ, year and template of the outputs."""
        _check(_c.gireport_findings_set_report(self._p, report._p))

    def clear(self):
        _c.gireport_findings_clear(self._p)

    def count_of(self, severity):
        return _c.gireport_findings_count_of(self._p, severity)

    @property
    def count_waived(self):
        return _c.gireport_findings_count_waived(self._p)

    @property
    def errors(self):
        """The errors that no waiver accepts."""
        return [f for f in self if f.severity == Severity.ERROR and f.waived is None]

    @property
    def unassessed(self):
        return [Unassessed(_text(_c.gireport_findings_unassessed_rule(self._p, i)),
                           _text(_c.gireport_findings_unassessed_missing(self._p, i)).split())
                for i in range(_c.gireport_findings_unassessed_count(self._p))]

    def __len__(self):
        return _c.gireport_findings_count(self._p)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[n] for n in range(*i.indices(len(self)))]
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError(i)
        line, column, p = c_uint32(), c_uint32(), self._p
        _check(_c.gireport_finding_position(p, i, byref(line), byref(column)))
        cells = tuple(FindingCell(_text(_c.gireport_finding_cell_key(p, i, c)), Role(_c.gireport_finding_cell_role(p, i, c)))
                      for c in range(_c.gireport_finding_cell_count(p, i)))
        waived = None
        if _c.gireport_finding_waived(p, i):
            waived = Waiver(*(_text(_c.gireport_finding_waiver(p, i, part)) for part in WaiverPart))
        return Finding(_text(_c.gireport_finding_rule(p, i)), _text(_c.gireport_finding_id(p, i)),
                       Severity(_c.gireport_finding_severity(p, i)),
                       _text(_c.gireport_finding_message(p, i, Lang.ZH)), _text(_c.gireport_finding_message(p, i, Lang.EN)),
                       line.value, column.value, _text(_c.gireport_finding_place(p, i)),
                       _text(_c.gireport_finding_found(p, i)), _text(_c.gireport_finding_expected(p, i)),
                       _text(_c.gireport_finding_difference(p, i)), _text(_c.gireport_finding_cause(p, i)), cells,
                       waived)

    def write(self, function, format=0, lang='zh'):
        """Writes them through a function of bytes: FindingsFormat.TEXT, JSON or SARIF."""
        write_findings([self], function, format, lang)

    def to_string(self, format=0, lang='zh'):
        parts = []
        self.write(parts.append, format, lang)
        return b''.join(parts).decode('utf-8')


class Claim(typing.NamedTuple):
    """What a sentence says in a number, and which cells it was taken for. Texts that are not said are ''."""

    part: 'Text'
    quote: str
    number: str
    value: decimal.Decimal
    unit: str
    pattern: str
    rule: str
    verdict: 'ClaimVerdict'
    expected: typing.Optional[decimal.Decimal]
    reason: str
    cells: typing.Tuple[str, ...]
    line: int
    column: int


class Claims(_Object, collections.abc.Sequence):
    """The claims of the text parts of a report: a sequence of Claim. Options: those of check()."""

    _free = 'gireport_claims_free'

    def __init__(self, report, lang='zh', **options):
        out, self._lang = POINTER(gireport_claims)(), lang
        o = _check_options(**options)
        _check(_c.gireport_claims_find(report._p, byref(o), byref(out)), 'claims')
        super().__init__(out)

    def __len__(self):
        return _c.gireport_claims_count(self._p)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[n] for n in range(*i.indices(len(self)))]
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError(i)
        p, value, expected, line, column = self._p, c_int64(), c_int64(), c_uint32(), c_uint32()
        _check(_c.gireport_claim_value(p, i, byref(value)))
        _check(_c.gireport_claim_position(p, i, byref(line), byref(column)))
        scale = _c.gireport_claim_scale(p, i)
        known = _c.gireport_claim_expected(p, i, byref(expected)) == 0
        return Claim(Text(_c.gireport_claim_part(p, i)), _text(_c.gireport_claim_quote(p, i)),
                     _text(_c.gireport_claim_number(p, i)), decimal.Decimal(value.value).scaleb(-scale),
                     _text(_c.gireport_claim_unit(p, i)), _text(_c.gireport_claim_pattern(p, i)),
                     _text(_c.gireport_claim_rule(p, i)), ClaimVerdict(_c.gireport_claim_verdict(p, i)),
                     decimal.Decimal(expected.value).scaleb(-scale) if known else None,
                     _text(_c.gireport_claim_reason(p, i, _lang(self._lang))),
                     tuple(_text(_c.gireport_claim_cell_key(p, i, k)) for k in range(_c.gireport_claim_cell_count(p, i))),
                     line.value, column.value)

    def write(self, function, format=0, lang='zh', file=None):
        """Writes them through a function of bytes: FindingsFormat.TEXT or JSON."""
        array, n = _pointers(gireport_claims, [self])
        if file is not None:
            _check(_c.gireport_claims_set_file(self._p, _name(file)))
        output = _Output(function)
        output.finish(_c.gireport_claims_write(array, n, format, _lang(lang), output.callback, None), 'claims')


class Waivers(_Object, collections.abc.Sized):
    """The accepted findings of a file (docs/waivers.md). `problems`: the entries that were left out, and why."""

    _free = 'gireport_waivers_free'

    def __init__(self, data):
        data, out, self.problems = _bytes(data), POINTER(gireport_waivers)(), Findings()
        _check(_c.gireport_waivers_read(data, len(data), self.problems._p, byref(out)), 'waivers', self.problems)
        super().__init__(out)

    def __len__(self):
        return _c.gireport_waivers_count(self._p)

    def apply(self, findings, today=None):
        """Marks the findings of a check that are accepted. today: 'YYYY-MM-DD', for those that expire."""
        _check(_c.gireport_waivers_apply(self._p, _name(today) if today is not None else None, findings._p), 'waivers')

    @staticmethod
    def reason(code, lang='zh'):
        """What a code of a reason means, or None."""
        text = _c.gireport_waiver_reason_gloss(_name(code), _lang(lang))
        return None if text is None else _text(text)


def write_findings(findings, function, format=0, lang='zh'):
    """Writes the findings of several inputs, one Findings each, as one output."""
    array, n = _pointers(gireport_findings, findings)
    output = _Output(function)
    output.finish(_c.gireport_findings_write(array, n, format, _lang(lang), output.callback, None), 'findings')


# Reports --------------------------------------------------------------------------------------------------------


class Cell(typing.NamedTuple):
    """One cell as it was read: a copy. `value` is an int, for money a Decimal in yuan, None without a value."""

    key: str
    state: 'State'
    value: typing.Union[int, decimal.Decimal, None]
    unit: 'Unit'
    origin: 'Origin'
    raw: str
    note: str
    place: str
    line: int
    column: int

    def __str__(self):
        return str(self.value) if self.state == State.VALUE else self.state.name.lower()


class Report(_Object, collections.abc.Mapping):
    """One organ, one year, one template: a mapping from the keys of the form to cells.

    `report[key]` gives a Cell. `report[key] = 3` sets a value (money: yuan, as int or Decimal), `report[key] = None`
    makes the cell blank, `report[key] = State.NA` sets a state, `del report[key]` makes it absent. Text as it stands
    on paper goes in by set_text(). A mapping over all fields of the form, absent ones included.
    """

    _free = 'gireport_report_free'

    def __init__(self, template):
        """An empty report: all cells absent. `template` is a Template or the id of a built-in one."""
        if isinstance(template, str):
            template = Template.find(template)
        out = POINTER(gireport_report)()
        _check(_c.gireport_report_new(template._p, byref(out)))
        self._own(out)

    def _own(self, pointer, findings=None):
        _Object.__init__(self, pointer)
        self.findings = findings if findings is not None else []
        self._template, self._file = None, None

    @classmethod
    def _wrap(cls, pointer, findings=None):
        report = cls.__new__(cls)
        report._own(pointer, findings)
        return report

    def copy(self):
        out = POINTER(gireport_report)()
        _check(_c.gireport_report_copy(self._p, byref(out)))
        return Report._wrap(out)

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()

    @property
    def template(self):
        if self._template is None:
            self._template = Template._borrowed(_c.gireport_report_template(self._p))
        return self._template

    @property
    def year(self):
        """The report year, or None."""
        return _c.gireport_report_year(self._p) or None

    @year.setter
    def year(self, value):
        _check(_c.gireport_report_set_year(self._p, value or 0), 'year %r' % value)

    @property
    def level(self):
        return Level(_c.gireport_report_level(self._p))

    @level.setter
    def level(self, value):
        _check(_c.gireport_report_set_level(self._p, _level(value)), 'level %r' % value)

    def text(self, which):
        """One of the texts (Text), or None."""
        return _text(_c.gireport_report_text(self._p, which))

    def set_part(self, which, text):
        """Sets one of the texts (Text); None takes it away."""
        data = _bytes(text)
        _check(_c.gireport_report_set_text(self._p, which, data, len(data or b'')), 'text')

    organ = property(lambda self: self.text(Text.ORGAN), lambda self, text: self.set_part(Text.ORGAN, text))
    title = property(lambda self: self.text(Text.TITLE), lambda self, text: self.set_part(Text.TITLE, text))

    @property
    def texts(self):
        """{Text: str} of the texts that the report has."""
        return {t: self.text(t) for t in Text if self.text(t) is not None}

    def units(self, kind):
        """How many units of a kind (UnitKind) the report covers, or None."""
        count = _c.gireport_report_units(self._p, kind)
        return None if count < 0 else count

    def set_units(self, kind, count):
        _check(_c.gireport_report_set_units(self._p, kind, -1 if count is None else count), 'units')

    @property
    def unit_names(self):
        return [_text(_c.gireport_report_unit_name(self._p, i)) for i in range(_c.gireport_report_unit_count(self._p))]

    def add_unit(self, name):
        _check(_c.gireport_report_add_unit(self._p, _name(name)), 'unit')

    @property
    def extra(self):
        """[(label, text)] of rows that the form does not have; the cells of a row are separated by tabs."""
        return [(_text(_c.gireport_report_extra_label(self._p, i)), _text(_c.gireport_report_extra_text(self._p, i)))
                for i in range(_c.gireport_report_extra_count(self._p))]

    def add_extra(self, label, text):
        _check(_c.gireport_report_add_extra(self._p, _name(label), _name(text)), 'extra')

    def __getitem__(self, key):
        p, i = self._p, self.template.index(key)
        state, unit = State(_c.gireport_cell_state(p, i)), Unit(_c.gireport_cell_unit(p, i))
        value, line, column = None, c_uint32(), c_uint32()
        if state == State.VALUE:
            number = c_int64()
            _check(_c.gireport_cell_value(p, i, byref(number)))
            value = number.value
            if unit != Unit.NONE:
                value = decimal.Decimal(value).scaleb(-_c.gireport_cell_scale(p, i))
        _check(_c.gireport_cell_position(p, i, byref(line), byref(column)))
        return Cell(_text(_c.gireport_field_key(self.template._p, i)), state, value, unit, Origin(_c.gireport_cell_origin(p, i)),
                    _text(_c.gireport_cell_raw(p, i)), _text(_c.gireport_cell_note(p, i)), _text(_c.gireport_cell_place(p, i)),
                    line.value, column.value)

    def __setitem__(self, key, value):
        i = self.template.index(key)
        if value is None:
            value = State.BLANK
        if isinstance(value, State):
            return _check(_c.gireport_cell_set_state(self._p, i, value), key)
        if isinstance(value, bool) or not isinstance(value, (int, decimal.Decimal)):
            raise TypeError('a cell takes an int, a Decimal, None or a State, not %s; text goes in by set_text()'
                            % type(value).__name__)
        number = decimal.Decimal(value)
        if self.template[i].type == Type.MONEY:
            number *= 100
        if not number.is_finite() or number != number.to_integral_value() or not -2 ** 63 <= number < 2 ** 63:
            raise InvalidArgument('%s cannot hold %s' % (key, value))
        return _check(_c.gireport_cell_set_value(self._p, i, int(number)), key)

    def __delitem__(self, key):
        self[key] = State.ABSENT

    def set_text(self, key, text):
        """Sets a cell from text as it stands on paper ('+6', '102.5万元', '/'); returns what a reader would say."""
        data, findings = _bytes(text), Findings()
        _check(_c.gireport_cell_set_text(self._p, self.template.index(key), data, len(data), findings._p), key, findings)
        return findings

    def __iter__(self):
        return (f.key for f in self.template)

    def __len__(self):
        return len(self.template)

    def __contains__(self, key):
        return key in self.template

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__

    def check(self, **options):
        return check(self, **options)

    def repair(self, **options):
        return repair(self, **options)

    def paragraph(self, key):
        """What the tables say, as sentences: 'applications', 'disputes'. ValueError where a cell is not known."""
        out, length, unknown = c_void_p(), c_size_t(), c_size_t()
        status = _c.gireport_paragraph_string(self._p, key.encode(), byref(out), byref(length), byref(unknown))
        if status == -5:
            known = unknown.value < len(self.template)
            raise ValueError('%s is not known' % (self.template[unknown.value].key if known else 'the year'))
        _check(status, key)
        try:
            return ctypes.string_at(out, length.value).decode('utf-8')
        finally:
            _c.gireport_free(out)

    def write(self, function, **options):
        """Writes the report through a function of bytes, or into a binary file object. Options as write_file()."""
        output = _Output(getattr(function, 'write', function))
        o = _write_options(**options)
        output.finish(_c.gireport_write(self._p, byref(o), output.callback, None), 'write')

    def to_bytes(self, format=None, **options):
        out, length = c_void_p(), c_size_t()
        o = _write_options(format=format, **options)
        _check(_c.gireport_write_string(self._p, byref(o), byref(out), byref(length)), 'write')
        try:
            return ctypes.string_at(out, length.value)
        finally:
            _c.gireport_free(out)

    def to_string(self, format=None, **options):
        """The report as text; for DOCX and XLSX use to_bytes()."""
        return self.to_bytes(format, **options).decode('utf-8')

    def write_file(self, path, format=None, **options):
        """Writes the report into a file, whole or not at all. The format is that of the extension unless given.

        Options: flags (WriteFlag), lang, width, ambiguous_wide, source, findings, original (the report before a repair: DOCX
        shows what was changed).
        """
        if format is None:
            format = os.path.splitext(os.fspath(path))[1].lstrip('.') or None
        o = _write_options(format=format, **options)
        _check(_c.gireport_write_file(self._p, byref(o), _path(path)), os.fspath(path))

    def __repr__(self):
        return 'Report(%r, %r, %r)' % (self.organ, self.year, self.template.id)


def _write_options(format=None, flags=None, lang=None, width=None, ambiguous_wide=None, source=None, findings=None,
                   original=None):
    o = _options(gireport_write_options, _c.gireport_write_options_init, format=_format(format), flags=flags,
                 lang=None if lang is None else _lang(lang), width=width, ambiguous_wide=ambiguous_wide, source=_name(source),
                 findings=findings._p if findings is not None else None,
                 original=original._p if original is not None else None)
    o._keep = findings, original
    return o


# Reading --------------------------------------------------------------------------------------------------------


def _read_options(format=None, templates=None, **limits):
    array, n = _pointers(gireport_template, templates)
    known = {f[0] for f in gireport_read_options._fields_} - {'size', 'templates', 'n_templates'}
    if set(limits) - known:
        raise TypeError('unknown options: ' + ', '.join(sorted(set(limits) - known)))
    o = _options(gireport_read_options, _c.gireport_read_options_init, format=_format(format), templates=array, n_templates=n,
                 **limits)
    o._keep = list(templates or ())
    return o


def _read(call, what, *arguments, file=None):
    out, findings = POINTER(gireport_report)(), Findings(file)
    _check(call(*arguments, byref(out), findings._p), what, findings)
    report = Report._wrap(out, findings)
    report._file = file
    return report


def read(data, **options):
    """Reads one report out of bytes or text. What could not be read surely stands in its `findings`.

    Options: format, nth, flags (ReadFlag), templates (further ones to recognise), max_bytes, max_depth, max_documents,
    max_scalar, max_cells. Raises Error, with findings, where nothing of the form is in the data.
    """
    data, o = _bytes(data), _read_options(**options)
    return _read(_c.gireport_read, 'read', data, len(data), byref(o))


def read_file(path, **options):
    """Reads one report out of a file. As read()."""
    o = _read_options(**options)
    return _read(_c.gireport_read_file, os.fspath(path), _path(path), byref(o), file=os.fspath(path))


def _give(file, data, size, got):
    """Reads a portion of a Python file into memory of C."""
    piece = file.read(size)
    piece = piece.encode('utf-8') if isinstance(piece, str) else piece
    if len(piece) > size:
        raise ValueError('open the file in binary mode')
    ctypes.memmove(data, piece, len(piece))
    c_size_t.from_address(got).value = len(piece)


class Reader(_Object):
    """Iterates over the reports of one input. A broken report costs only itself: `on_error` is called with its Error
    and the next one follows; without `on_error` the Error is raised, and next() goes on behind it."""

    _free = 'gireport_reader_free'

    def __init__(self, data, on_error=None, **options):
        """data: text or bytes; a pathlib.Path, or an object with read(), such as a file opened in binary mode: these are
        streams, which cost the memory of their largest report."""
        self._options, self._on_error, self._problem = _read_options(**options), on_error, None
        self._lock = threading.Lock()
        out = POINTER(gireport_reader)()
        if isinstance(data, os.PathLike):
            self._data = os.fsencode(data)
            status = _c.gireport_reader_open(self._data, byref(self._options), byref(out))
        elif hasattr(data, 'read'):
            self._file, self._data = data, gireport_read_fn(self._give)
            status = _c.gireport_reader_open_callback(self._data, None, byref(self._options), byref(out))
        else:
            self._data = _bytes(data)
            status = _c.gireport_reader_new(self._data, len(self._data), byref(self._options), byref(out))
        _check(status, 'read')
        super().__init__(out, lent=(self._data, self._options))

    def _give(self, data, size, got, _):
        try:
            _give(self._file, data, size, got)
            return 0
        except BaseException as problem:  # raised again by the call that is waiting
            self._problem = problem
            return 1

    def __iter__(self):
        return self

    def _read(self):
        out, findings = POINTER(gireport_report)(), Findings()
        with self._lock:
            return _c.gireport_reader_next(self._p, byref(out), findings._p), out, findings

    def __next__(self):
        while True:
            status, out, findings = self._read()
            if status == Status.OK:
                return Report._wrap(out, findings)
            if status == Status.ERR_NOT_FOUND:
                raise StopIteration
            if self._problem is not None:
                problem, self._problem = self._problem, None
                raise problem
            try:
                _check(status, 'read', findings)
            except Error as problem:
                if self._on_error is None:
                    raise
                self._on_error(problem)


class Grid(_Object):
    """The blocks of a document as one's own extractor found them: paragraphs and tables."""

    _free = 'gireport_grid_free'

    def __init__(self):
        out = POINTER(gireport_grid)()
        _check(_c.gireport_grid_new(byref(out)))
        super().__init__(out)

    def add_paragraph(self, text):
        data = _bytes(text)
        _check(_c.gireport_grid_add_paragraph(self._p, data, len(data)), 'paragraph')

    def add_table(self, rows=()):
        """Begins a table; `rows` may hold its cells already, as lists of text without spans."""
        _check(_c.gireport_grid_add_table(self._p), 'table')
        for r, cells in enumerate(rows):
            for c, text in enumerate(cells):
                self.add_cell(r, c, text)

    def add_cell(self, row, column, text, row_span=1, col_span=1):
        data = _bytes(text)
        _check(_c.gireport_grid_add_cell(self._p, row, column, row_span, col_span, data, len(data)), 'cell')

    def read(self, **options):
        """Reads a report out of the blocks. Options as read()."""
        o = _read_options(**options)
        return _read(_c.gireport_grid_read, 'grid', self._p, byref(o))


# Checking -------------------------------------------------------------------------------------------------------


def _check_options(blank=None, profile=None, level=None, since=None, published=None, prior=None, units=None):
    array, n = _pointers(gireport_report, units)
    o = _options(gireport_check_options, _c.gireport_check_options_init, blank=blank, profile=profile,
                 level=None if level is None else _level(level), since=since, published=_name(published),
                 prior=prior._p if prior is not None else None, units=array, n_units=n)
    o._keep = (prior, list(units or ()))
    return o


def check(report, field=None, findings=None, **options):
    """Checks a report with every rule of its form and returns the Findings; with `field` only the rules over one cell.

    Options: blank (Blank), profile (Profile), level, since, published ('YYYY-MM-DD'), prior (the report of the year
    before), units (reports of the covered units). `findings` takes the result where it is given.
    """
    o = _check_options(**options)
    if findings is None:
        findings = Findings(report._file)
        findings.set_report(report)
    if field is None:
        _check(_c.gireport_check(report._p, byref(o), findings._p), 'check')
    else:
        _check(_c.gireport_check_cell(report._p, report.template.index(field), byref(o), findings._p), 'check')
    return findings


def add_up(reports, organ=None, year=None, parent=None, blank=None, form=None, findings=None):
    """Consolidates the reports of units into a draft for their parent; what was refused or is unknown stands in its
    `findings`. `parent` is a report that lists the units to come, `form` the Template of the draft."""
    array, n = _pointers(gireport_report, reports)
    o = _options(gireport_sum_options, _c.gireport_sum_options_init, organ=_name(organ), year=year, blank=blank,
                 parent=parent._p if parent is not None else None, form=form._p if form is not None else None)
    out, findings = POINTER(gireport_report)(), findings if findings is not None else Findings()
    _check(_c.gireport_sum(array, n, byref(o), byref(out), findings._p), 'sum', findings)
    return Report._wrap(out, findings)


class SumPart(typing.NamedTuple):
    """What one unit gives to a cell of a sum; `rule` says why it was refused, or is ''."""

    unit: str
    state: State
    value: typing.Optional[int]
    rule: str


class SumParts(_Object, collections.abc.Sequence):
    """The SumPart of each unit, in the order given; `total` is None where it is not known. Money is in 0.01 yuan."""

    _free = 'gireport_sum_parts_free'

    @property
    def total(self):
        out = c_int64()
        return out.value if _c.gireport_sum_parts_total(self._p, byref(out)) == Status.OK else None

    def __len__(self):
        return _c.gireport_sum_parts_count(self._p)

    def __getitem__(self, i):
        if not 0 <= i < len(self):
            raise IndexError(i)
        out = c_int64()
        known = _c.gireport_sum_part_value(self._p, i, byref(out)) == Status.OK
        return SumPart(_text(_c.gireport_sum_part_unit(self._p, i)), State(_c.gireport_sum_part_state(self._p, i)),
                       out.value if known else None, _text(_c.gireport_sum_part_rule(self._p, i)))


def write_tables(reports, function, sources=None, findings=None, lang='zh'):
    """Calls function with the bytes of an XLSX workbook: the long table of the reports, the wide one, and one of findings
    where these are given, a list a report."""
    array, n = _pointers(gireport_report, reports)
    for given in (sources, findings):
        if given is not None and len(given) != n:
            raise ValueError('one for each report')
    names = (c_char_p * n)(*[_name(s) for s in sources]) if sources is not None else None
    told = _pointers(gireport_findings, findings)[0] if findings is not None else None
    output = _Output(function)
    output.finish(_c.gireport_write_tables(array, names, told, n, _lang(lang), output.callback, None), 'tables')


def explain_sum(reports, key, year=None, blank=None, form=None):
    """Which unit gives what to a cell, as add_up() would add it."""
    array, n = _pointers(gireport_report, reports)
    o = _options(gireport_sum_options, _c.gireport_sum_options_init, year=year, blank=blank,
                 form=form._p if form is not None else None)
    out = POINTER(gireport_sum_parts)()
    _check(_c.gireport_sum_explain(array, n, byref(o), _name(key), byref(out)), 'explain')
    return SumParts(out)


class ComparedValue(typing.NamedTuple):
    """What one report has in one row; None where there is no such thing. `share` is a fraction of `whole`; `change` (of a
    share: in percentage points) and `percent` are against the report of reference."""

    state: State
    value: typing.Union[int, decimal.Decimal, None]
    whole: typing.Optional[int]
    share: typing.Optional[decimal.Decimal]
    change: typing.Union[int, decimal.Decimal, None]
    percent: typing.Optional[decimal.Decimal]
    notes: CompareNote


class ComparedRow:
    """One row of a comparison: row[i] is the ComparedValue of column i."""

    def __init__(self, comparison, index):
        self.comparison, self.index = comparison, index

    key = property(lambda self: _text(_c.gireport_comparison_row_key(self.comparison._p, self.index)))
    unit = property(lambda self: _text(_c.gireport_comparison_row_unit(self.comparison._p, self.index)))
    template = property(lambda self: _text(_c.gireport_comparison_row_template(self.comparison._p, self.index)),
                        doc='The edition that alone has the row, or "".')

    def label(self, lang='zh'):
        return _text(_c.gireport_comparison_row_label(self.comparison._p, self.index, _lang(lang)))

    def reason(self, lang='zh'):
        """Why the row cannot be compared over editions, or ""."""
        return _text(_c.gireport_comparison_row_reason(self.comparison._p, self.index, _lang(lang)))

    def _number(self, function, column, scale):
        out = c_int64()
        status = function(self.comparison._p, self.index, column, byref(out))
        if status == Status.ERR_NOT_FOUND:
            return None
        _check(status)
        return decimal.Decimal(out.value).scaleb(-scale) if scale else out.value

    def __len__(self):
        return len(self.comparison.columns)

    def __getitem__(self, column):
        if not 0 <= column < len(self):
            raise IndexError(column)
        scale = 2 if self.unit == '元' else 0
        share = self._number(_c.gireport_comparison_share, column, 2)
        return ComparedValue(
            State(_c.gireport_comparison_state(self.comparison._p, self.index, column)),
            self._number(_c.gireport_comparison_value, column, scale),
            self._number(_c.gireport_comparison_whole, column, 0), share,
            self._number(_c.gireport_comparison_change, column, scale if share is None else 2),
            self._number(_c.gireport_comparison_percent, column, 2),
            CompareNote(_c.gireport_comparison_notes(self.comparison._p, self.index, column)))


class Repeat(typing.NamedTuple):
    """How much of a text part or table of column `later` stands in `earlier`: `same` of `all` letters or cells."""

    earlier: int
    later: int
    part: str
    rate: decimal.Decimal
    same: int
    all: int
    passages: typing.List[str]


class Comparison(_Object, collections.abc.Sequence):
    """Reports set against each other: a sequence of ComparedRow, also found by key. `repeats` are the repeat rates."""

    _free = 'gireport_comparison_free'

    kind = property(lambda self: CompareKind(_c.gireport_comparison_kind(self._p)))

    @property
    def columns(self):
        """What to call each report."""
        return [_text(_c.gireport_comparison_column_name(self._p, i))
                for i in range(_c.gireport_comparison_column_count(self._p))]

    @property
    def sources(self):
        """The index of each column's report in what was compared."""
        return [_c.gireport_comparison_column_source(self._p, i)
                for i in range(_c.gireport_comparison_column_count(self._p))]

    def __len__(self):
        return _c.gireport_comparison_row_count(self._p)

    def __getitem__(self, key):
        if isinstance(key, str):
            for row in self:
                if row.key == key:
                    return row
            raise KeyError(key)
        if not 0 <= key < len(self):
            raise IndexError(key)
        return ComparedRow(self, key)

    @property
    def charts(self):
        """The keys of its charts, for write(format='svg', chart=key)."""
        return [_text(_c.gireport_comparison_chart_key(self._p, i))
                for i in range(_c.gireport_comparison_chart_count(self._p))]

    def write(self, function, format='text', flags=None, lang='zh', chart=None, findings=(), rules=None,
              ambiguous_wide=None):
        """Calls function with the bytes of text, Markdown, HTML, CSV, JSON or SVG, piece by piece. `findings` are shown
        with it, of them those whose rule begins with one of the words in `rules`."""
        array, n = _pointers(gireport_findings, findings)
        o = _options(gireport_comparison_write_options, _c.gireport_comparison_write_options_init,
                     format=_format(format), flags=flags, lang=_lang(lang), chart=_name(chart), findings=array,
                     n_findings=n, rules=_name(rules), ambiguous_wide=ambiguous_wide)
        out = _Output(function)
        out.finish(_c.gireport_comparison_write(self._p, byref(o), out.callback, None), 'comparison')

    def to_string(self, **options):
        """The text that write() gives."""
        parts = []
        self.write(parts.append, **options)
        return b''.join(parts).decode('utf-8')

    @property
    def repeats(self):
        result = []
        for i in range(_c.gireport_comparison_repeat_count(self._p)):
            a, b, same, whole = c_size_t(), c_size_t(), c_uint64(), c_uint64()
            _check(_c.gireport_comparison_repeat_columns(self._p, i, byref(a), byref(b)))
            _check(_c.gireport_comparison_repeat_size(self._p, i, byref(same), byref(whole)))
            result.append(Repeat(
                a.value, b.value, _text(_c.gireport_comparison_repeat_part(self._p, i)),
                decimal.Decimal(_c.gireport_comparison_repeat_rate(self._p, i)).scaleb(-2), same.value, whole.value,
                [_text(_c.gireport_comparison_passage(self._p, i, k))
                 for k in range(_c.gireport_comparison_passage_count(self._p, i))]))
        return result


def compare(reports, blank=None, least=None, passage=None, findings=None):
    """Compares years of one organ or organs of one year. `least` is the smallest base of a percentage, `passage` the letters
    of the shortest repeated passage that is listed. What cannot be compared is told to `findings`."""
    array, n = _pointers(gireport_report, reports)
    o = _options(gireport_compare_options, _c.gireport_compare_options_init, blank=blank, least=least, passage=passage)
    out = POINTER(gireport_comparison)()
    _check(_c.gireport_compare(array, n, byref(o), byref(out), findings._p if findings is not None else None), 'compare')
    return Comparison(out)


def text_repeat(earlier, later):
    """(same, all): of how many letters of the later text how many stand in runs of ten that the earlier one has too."""
    earlier, later, same, whole = _bytes(earlier), _bytes(later), c_uint64(), c_uint64()
    _check(_c.gireport_text_repeat(earlier, len(earlier), later, len(later), byref(same), byref(whole)), 'text_repeat')
    return same.value, whole.value


class Row(typing.NamedTuple):
    """A row of a ledger that counts in a cell; `sure` is false where something of it is wrong."""

    index: int
    line: int
    number: str
    sure: bool


class Tally(_Object):
    """A ledger of requests counted into the tables of requests and disputes.

    `data` is the CSV as bytes or text. `year` is the year to count; `report` a Report of that year whose other tables and
    texts are taken over; `form` a Template. What is wrong with the ledger stands in `findings`.
    """

    _free = 'gireport_tally_free'

    def __init__(self, data, year=None, report=None, form=None, charset=None, max_bytes=None, max_rows=None,
                 findings=None):
        data = _bytes(data)
        o = _options(gireport_tally_options, _c.gireport_tally_options_init, year=year, charset=_name(charset),
                     form=form._p if form is not None else None, report=report._p if report is not None else None,
                     max_bytes=max_bytes, max_rows=max_rows)
        self.findings = findings if findings is not None else Findings()
        out = POINTER(gireport_tally)()
        _check(_c.gireport_tally_new(data, len(data), byref(o), byref(out), self.findings._p), 'ledger', self.findings)
        super().__init__(out)
        copy = POINTER(gireport_report)()
        _check(_c.gireport_report_copy(_c.gireport_tally_report(out), byref(copy)))
        self.report = Report._wrap(copy, self.findings)

    def __len__(self):
        """How many rows the ledger has."""
        return _c.gireport_tally_row_count(self._p)

    def rows(self, key):
        """The rows that count in a cell, as a list of Row."""
        field, found = self.report.template.index(key), []
        for i in range(len(self)):
            counts = _c.gireport_tally_row_counts(self._p, i, field)
            if counts != TallyCounts.NO:
                found.append(Row(i, _c.gireport_tally_row_line(self._p, i),
                                 _text(_c.gireport_tally_row_number(self._p, i)), counts == TallyCounts.YES))
        return found

    def rows_csv(self, key, lines=False):
        """The same rows as they stand in the ledger, as text; `lines` adds their lines and whether they count."""
        parts = []
        output = _Output(parts.append)
        output.finish(_c.gireport_tally_write_rows(self._p, self.report.template.index(key),
                                                   TallyFlag.LINES if lines else 0, output.callback, None), 'rows')
        return b''.join(parts).decode('utf-8')


class _Loan:
    """Stands for the finalizer of an object that belongs to C and is lent for the time of a callback."""

    alive = True


class Result:
    """What one document of a Batch came to; it can be used until the callback that it was given to returns. `report` is
    None where `status` is not Status.OK; report.copy() keeps it."""

    def __init__(self, address):
        pointer = ctypes.cast(address, POINTER(gireport_result))
        self._pointer, self._loan, self._report, self._findings = pointer, _Loan(), None, None
        self.name = _text(_c.gireport_result_name(pointer))
        self.source = _c.gireport_result_source(pointer)
        self.number = _c.gireport_result_number(pointer)
        self.status = Status(_c.gireport_result_status(pointer))
        self.data = None
        """What the map function returned."""

    def _lent(self, cls, pointer):
        thing = cls.__new__(cls)
        thing._pointer, thing._finalizer = pointer, self._loan
        return thing

    @property
    def findings(self):
        if self._findings is None:
            self._findings = self._lent(Findings, _c.gireport_result_findings(self._pointer))
        return self._findings

    @property
    def report(self):
        if self._report is None and self.status == Status.OK:
            report = self._lent(Report, _c.gireport_result_report(self._pointer))
            report.findings, report._template, report._file = self.findings, None, self.name
            self._report = report
        return self._report


class Batch(_Object):
    """Many inputs on many threads, delivered in the order in which they were added.

    deliver(result) takes each Result in its turn, never two at once; map(result) works on it before, on several threads,
    and what it returns is result.data in the delivery. progress(done, total, reports) is told how far the batch is;
    extract(name, data) gives what can be read of a file that the library does not read, as bytes or (bytes, Format),
    or None. An exception in any of them ends the batch, and run() raises it. read, check: dicts of the options of
    read() and check(); check=False only reads.
    """

    _free = 'gireport_batch_free'

    def __init__(self, deliver=None, map=None, progress=None, extract=None, read=None, check=None, ahead=None):
        self._deliver, self._map, self._progress, self._extract = deliver, map, progress, extract
        self._problem, self._made, self._lock = None, {}, threading.Lock()
        self._read, self._checks = _read_options(**(read or {})), _check_options(**(check or {}))
        # Through a weak reference: the callbacks would else keep the object alive that keeps them.
        me, given = weakref.ref(self), {}
        if deliver is not None:
            given['deliver'] = gireport_deliver_fn(lambda r, _: me()._on_deliver(r))
        if map is not None:
            given['map'] = gireport_map_fn(lambda r, data, _: me()._on_map(r, data))
        if progress is not None:
            given['progress'] = gireport_progress_fn(lambda done, total, n, _: me()._on_progress(done, total, n))
        if extract is not None:
            given['extract'] = gireport_extract_fn(lambda *given: me()._on_extract(*given))
        made = self._made  # which is still there when the last results are dropped
        drop = gireport_drop_fn(lambda data, _: made.pop(data, None) and None)
        o = _options(gireport_batch_options, _c.gireport_batch_options_init, drop=drop, ahead=ahead, userdata=None,
                     read=ctypes.pointer(self._read), check=ctypes.pointer(self._checks),
                     flags=BatchFlag.NO_CHECK if check is False else None, **given)
        out = POINTER(gireport_batch)()
        _check(_c.gireport_batch_new(byref(o), byref(out)), 'batch')
        self._kept = []
        super().__init__(out, lent=(given, drop, self._checks, self._kept))

    def _guard(self, function, *arguments):
        """Calls a function of the caller; (0, what it returned), or (1, None) where it raised."""
        try:
            return 0, function(*arguments)
        except BaseException as problem:  # raised again by run()
            with self._lock:
                self._problem = self._problem or problem
            return 1, None

    def _on_map(self, pointer, data):
        result = Result(pointer)
        failed, value = self._guard(self._map, result)
        result._loan.alive = False
        if not failed and value is not None:
            with self._lock:
                key = len(self._made) + 1
                while key in self._made:
                    key += 1
                self._made[key] = value
            c_void_p.from_address(data).value = key
        return failed

    def _on_deliver(self, pointer):
        result = Result(pointer)
        result.data = self._made.get(_c.gireport_result_data(result._pointer))
        failed, _ = self._guard(self._deliver, result)
        result._loan.alive = False
        return failed

    def _on_progress(self, done, total, reports):
        return self._guard(self._progress, done, total, reports)[0]

    def _on_extract(self, name, data, length, form, write, to, _):
        failed, value = self._guard(self._extract, _text(ctypes.string_at(name)), ctypes.string_at(data, length))
        if failed or value is None:
            return 1
        text, kind = value if isinstance(value, tuple) else (value, None)
        c_uint32.from_address(form).value = _format(kind)
        return write(ctypes.cast(ctypes.c_char_p(text), c_void_p), len(text), to)

    def add(self, what, name=None):
        """Adds a path, bytes, or an object with read(); the latter two under a name."""
        if isinstance(what, (bytes, bytearray, memoryview)):
            data = _bytes(what)
            _check(_c.gireport_batch_add_bytes(self._p, _name(name or ''), data, len(data)))
            self._kept.append(data)
        elif hasattr(what, 'read'):
            me = weakref.ref(self)
            give = gireport_read_fn(lambda data, size, got, _: me()._guard(_give, what, data, size, got)[0])
            _check(_c.gireport_batch_add_callback(self._p, _name(name or ''), give, None))
            self._kept.append(give)
        else:
            _check(_c.gireport_batch_add_file(self._p, _path(what)))

    def run(self, threads=1):
        """Works until everything that was added is delivered; more may be added afterwards."""
        others = [threading.Thread(target=_c.gireport_batch_work, args=(self._p,)) for _ in range(threads - 1)]
        for thread in others:
            thread.start()
        status = _c.gireport_batch_work(self._p)
        for thread in others:
            thread.join()
        if self._problem is not None:
            problem, self._problem = self._problem, None
            raise problem
        _check(status, 'batch')

    def cancel(self):
        """Ends the batch, from a callback or another thread."""
        _c.gireport_batch_cancel(self._p)


class _ArrowArrayStream(Structure):
    _fields_ = [('get_schema', c_void_p), ('get_next', c_void_p), ('get_last_error', c_void_p),
                ('release', CFUNCTYPE(None, c_void_p)), ('private_data', c_void_p)]


class _ArrowSource:
    """What a stream reads; it lives until the stream is released, wherever that has gone by then."""

    all, lock, next_key = {}, threading.Lock(), 1

    def __init__(self, reports, check, stream):
        self.documents, self.check, self.given = self._documents(reports), check, None
        self.checks = stream._checks  # what the options point to
        self.stream = weakref.ref(stream)
        with _ArrowSource.lock:
            self.key, _ArrowSource.next_key = _ArrowSource.next_key, _ArrowSource.next_key + 1
            _ArrowSource.all[self.key] = self

    def _documents(self, reports):
        if isinstance(reports, Reader):
            yield from self._of_reader(reports)
            return
        for given in reports:
            name, document, findings = given if isinstance(given, tuple) and len(given) == 3 else (
                given + (None,) if isinstance(given, tuple) else (None, given, None))
            if isinstance(document, Error):
                yield dict(status=document.status, source=name, findings=findings)
            else:
                yield dict(report=document, source=name, findings=findings)

    def _of_reader(self, reader):
        while True:
            status, out, findings = reader._read()
            if status == Status.ERR_NOT_FOUND:
                return
            if status == Status.ERR_CALLBACK:
                raise reader._problem or Stopped('read')
            report = Report._wrap(out, findings) if status == Status.OK else None
            if report is not None and self.check is not False:
                check(report, findings=findings, **(self.check or {}))
            yield dict(report=report, findings=findings, status=status)

    def give(self, item):
        """Fills in what comes next, and keeps it until the next one."""
        try:
            self.given = next(self.documents, None)
            if self.given is None:
                return Status.ERR_NOT_FOUND
            for name in 'report', 'findings':
                if self.given.get(name) is not None:
                    setattr(item, name, self.given[name]._p)
            self.given['source'] = item.source = _name(self.given.get('source'))
            item.status = self.given.get('status') or 0
            return Status.OK
        except BaseException as problem:  # the consumer says that it failed, ArrowStream.problem why
            stream = self.stream()  # not kept here: the frames of the exception may keep the stream alive that keeps this
            if stream is not None:
                stream.problem = problem
            return Status.ERR_CALLBACK


_arrow_next = gireport_arrow_next_fn(
    lambda item, key: _ArrowSource.all[key].give(ctypes.cast(item, POINTER(gireport_arrow_item)).contents))
_arrow_done = gireport_arrow_done_fn(lambda key: _ArrowSource.all.pop(key, None) and None)
_arrow_lent = {}  # address of a stream in a capsule: the stream


@ctypes.PYFUNCTYPE(None, c_void_p)
def _arrow_drop(capsule):
    stream = _arrow_lent.pop(_capsule_pointer(capsule, b'arrow_array_stream'), None)
    if stream is not None and stream.release:
        stream.release(ctypes.addressof(stream))


_capsule_new = ctypes.PYFUNCTYPE(ctypes.py_object, c_void_p, c_char_p, c_void_p)(('PyCapsule_New', ctypes.pythonapi))
_capsule_pointer = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(('PyCapsule_GetPointer', ctypes.pythonapi))


class ArrowStream:
    """One table of any number of reports, for whatever reads the Arrow C stream interface: pyarrow.table(stream),
    polars.DataFrame(stream), duckdb.from_arrow(stream). It can be read once.

    `table` is an ArrowTable or its name: 'reports', 'cells', 'findings'. `reports` is a path, which is read as a stream of
    reports, a Reader, or an iterable of Reports, of (name, Report), or of (name, Report, Findings); an Error in the place of
    a Report is a document that could not be read. Reports without findings are checked, unless check=False; else
    `check` is a dict of the options of check(). An exception of an iterable ends the stream: it is `problem`.
    """

    def __init__(self, reports, table='reports', check=None, source=None, rows=None, lang=None):
        self._stream, self.problem = _ArrowArrayStream(), None
        self._checks = _check_options(**(check or {}))
        if isinstance(table, str):
            table = ArrowTable[table.upper()]
        if isinstance(reports, os.PathLike) and source is None:
            source = os.fspath(reports)
        if isinstance(reports, os.PathLike) and check:
            reports = Reader(reports)  # which is the road that keeps what the options point to
        o = _options(gireport_arrow_options, _c.gireport_arrow_options_init, table=table, rows=rows, source=_name(source),
                     flags=ArrowFlag.NO_CHECK if check is False else None, lang=None if lang is None else _lang(lang),
                     check=ctypes.pointer(self._checks))
        if isinstance(reports, os.PathLike):
            reader = POINTER(gireport_reader)()
            _check(_c.gireport_reader_open(os.fsencode(reports), None, byref(reader)), os.fspath(reports))
            status = _c.gireport_arrow_stream_reader(byref(o), reader, self.address)
            if status != Status.OK:
                _c.gireport_reader_free(reader)
        else:
            source = _ArrowSource(reports, False if table == ArrowTable.CELLS else check, self)
            status = _c.gireport_arrow_stream(byref(o), _arrow_next, _arrow_done, source.key, self.address)
            if status != Status.OK:
                _ArrowSource.all.pop(source.key)
        _check(status, 'arrow')

    @property
    def address(self):
        """Of the struct ArrowArrayStream, for callers of C. Who moves the stream away sets its release to NULL."""
        return ctypes.addressof(self._stream)

    def __arrow_c_stream__(self, requested_schema=None):
        if not self._stream.release:
            raise ValueError('the stream was read already')
        taken = _ArrowArrayStream.from_buffer_copy(self._stream)
        ctypes.memset(self.address, 0, ctypes.sizeof(taken))
        _arrow_lent[ctypes.addressof(taken)] = taken
        return _capsule_new(ctypes.addressof(taken), b'arrow_array_stream', ctypes.cast(_arrow_drop, c_void_p))

    def close(self):
        if self._stream.release:
            self._stream.release(self.address)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if hasattr(self, '_stream'):
            self.close()


class Change(typing.NamedTuple):
    """One change of a proposal; `old` and `new` are in the unit of the library: counts, or 0.01 yuan."""

    key: str
    old: int
    new: int


class Proposal(typing.NamedTuple):
    changes: typing.Tuple[Change, ...]
    cause: str
    cause_en: str


class Repair(_Object, collections.abc.Sequence):
    """The smallest repairs of a report: a sequence of Proposal, likelier first."""

    _free = 'gireport_repair_free'

    def __init__(self, pointer, report, complete):
        super().__init__(pointer)
        self._template = report.template
        self.complete = complete
        """Whether the search came to its end within its budget."""

    @property
    def unique(self):
        """Whether the search was complete and the first proposal is the only smallest one."""
        return bool(_c.gireport_repair_unique(self._p))

    def __len__(self):
        return _c.gireport_repair_count(self._p)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[n] for n in range(*i.indices(len(self)))]
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError(i)
        changes = []
        for c in range(_c.gireport_repair_cell_count(self._p, i)):
            field, old, new = c_size_t(), c_int64(), c_int64()
            _check(_c.gireport_repair_cell(self._p, i, c, byref(field), byref(old), byref(new)))
            changes.append(Change(self._template[field.value].key, old.value, new.value))
        return Proposal(tuple(changes), _text(_c.gireport_repair_cause(self._p, i, Lang.ZH)),
                        _text(_c.gireport_repair_cause(self._p, i, Lang.EN)))

    def apply(self, report, proposal=0):
        """A corrected copy; the changed cells have the origin REPAIRED."""
        out = POINTER(gireport_report)()
        _check(_c.gireport_repair_apply(self._p, proposal, report._p, byref(out)), 'repair')
        return Report._wrap(out)


def repair(report, blank=None, max_cells=None, max_proposals=None, max_nodes=None):
    """Finds the smallest sets of cells whose change satisfies every linear error rule."""
    o = _options(gireport_repair_options, _c.gireport_repair_options_init, blank=blank, max_cells=max_cells,
                 max_proposals=max_proposals, max_nodes=max_nodes)
    out = POINTER(gireport_repair)()
    status = _c.gireport_repair_find(report._p, byref(o), byref(out))
    if status != Status.ERR_LIMIT or not out:
        _check(status, 'repair')
    return Repair(out, report, status == Status.OK)


_c = _find_library()
