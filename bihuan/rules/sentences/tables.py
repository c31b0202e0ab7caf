"""What is said about tables handed in: divisions and their reforms."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_I = Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    # Importing divisions and reforms
    "file_type": (
        _I,
        Words(
            "无法读取“{filename}”：只接受 CSV 或 XLSX 文件。请在表格软件中另存为其中一种。",
            "“{filename}” cannot be read: only CSV and XLSX files are accepted. Save it as one of these in your spreadsheet.",
        ),
    ),
    "file_unreadable": (
        _I,
        Words(
            "“{filename}”已损坏，或不是 UTF-8、GB18030 编码的文本。请重新导出后再上传。",
            "“{filename}” is damaged, or is not text in UTF-8 or GB18030. Export it again and upload that.",
        ),
    ),
    "file_empty": (
        _I,
        Words(
            "“{filename}”没有内容。请上传含表头和至少一行数据的文件。",
            "“{filename}” is empty. Upload a file with a header and at least one row.",
        ),
    ),
    "file_too_large": (
        _I,
        Words(
            "“{filename}”超过 {limit} 行。请分批导入。",
            "“{filename}” has more than {limit} rows. Import it in parts.",
        ),
    ),
    "table_header": (
        _I,
        Words(
            "首行须为表头：{columns}；缺少：{missing}。请补全表头后再导入。",
            "The first row must be the header {columns}; missing: {missing}. Complete the header and import again.",
        ),
    ),
    "row_alias_bad": (
        _I,
        Words(
            "别名“{name}”无效：须为 2 至 40 个字。请改正。",
            "The other name “{name}” is not valid: 2 to 40 characters. Correct it.",
        ),
    ),
    "row_alias_place_unknown": (
        _I,
        Words(
            "没有代码为“{code}”的地点。请核对区划代码。",
            "There is no place with the code “{code}”. Check the division code.",
        ),
    ),
    "row_code_bad": (
        _I,
        Words(
            "代码“{code}”无效：须为 1 至 30 个字母、数字、点或短横。请改正代码。",
            "The code “{code}” is not valid: 1 to 30 letters, digits, dots or dashes. Correct it.",
        ),
    ),
    "row_code_twice": (
        _I,
        Words(
            "代码“{code}”与第 {first} 行重复。请删去一行或改正代码。",
            "The code “{code}” also stands in row {first}. Remove one of the rows or correct the code.",
        ),
    ),
    "row_name_bad": (
        _I,
        Words(
            "名称为空或超过 {limit} 字。请填写完整名称。",
            "The name is empty or longer than {limit} characters. Enter the full name.",
        ),
    ),
    "row_level_unknown": (
        _I,
        Words(
            "级别“{level}”无法识别。请填写：{levels}。",
            "The level “{level}” is not known. Use one of: {levels}.",
        ),
    ),
    "row_parent_missing": (
        _I,
        Words(
            "上级代码“{parent}”在文件和系统中都不存在。请先导入上级，或改正代码。",
            "The parent code “{parent}” is neither in the file nor in the system. Import the parent first, or correct the code.",
        ),
    ),
    "row_level_skips": (
        _I,
        Words(
            "{level}的上级应为{expected}，而“{parent}”是{found}。请改正级别或上级代码。",
            "A unit of level {level} belongs under level {expected}, but “{parent}” is of level {found}. Correct the level or the parent code.",
        ),
    ),
    "row_root_not_city": (
        _I,
        Words(
            "只有市级可以没有上级；本行是{level}。请填写上级代码。",
            "Only a city may have no parent; this row is of level {level}. Enter the parent code.",
        ),
    ),
    "row_moved": (
        _I,
        Words(
            "“{code}”现属“{parent}”，导入不能改变隶属或级别。区划调整请用“改革”功能并写明日期。",
            "“{code}” belongs under “{parent}”; an import does not move a unit or change its level. Use a reform, with its date.",
        ),
    ),
    "table_has_errors": (
        _I,
        Words(
            "共 {count} 处错误，未导入任何数据。第 {row} 行：{first}",
            "{count} errors, so nothing was imported. Row {row}: {first}",
        ),
    ),
    "row_old_unknown": (
        _I,
        Words(
            "没有代码为“{code}”的现存单位：代码有误，或这次调整已经执行过。请核对后再试。",
            "No unit with the code “{code}” exists now: the code is wrong, or this reform has already been carried out. Check and try again.",
        ),
    ),
    "row_old_name_differs": (
        _I,
        Words(
            "代码“{code}”在系统中是“{found}”，表中写的是“{name}”。请核对代码与名称。",
            "The code “{code}” is “{found}” in the system, but the table says “{name}”. Check code and name.",
        ),
    ),
    "row_neither_old_nor_new": (
        _I,
        Words(
            "本行既无原单位也无新单位。请填写其中至少一个。",
            "The row names neither an old unit nor a new one. Fill in at least one.",
        ),
    ),
    "row_code_held": (
        _I,
        Words(
            "新代码“{code}”正由“{unit}”使用。请换一个代码。",
            "The new code “{code}” belongs to “{unit}”. Choose another.",
        ),
    ),
    "row_too_early": (
        _I,
        Words(
            "“{unit}”自 {since} 起设立，不能在 {on} 撤销。请改用更晚的日期。",
            "“{unit}” exists since {since} and cannot end on {on}. Use a later date.",
        ),
    ),
}
