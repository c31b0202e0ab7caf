"""What is said when a classifier cannot be learned, opened or measured."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "classifier_damaged": (
        _I,
        Words(
            "模型文件{name}已损坏或不完整，没有启用。请重新复制原文件，或用 bihuan triage train 重新训练。",
            "The model file {name} is damaged or not whole, and was not taken. Copy the original again, or train anew with: bihuan triage train",
        ),
    ),
    "classifier_other_form": (
        _I,
        Words(
            "模型文件{name}是另一版本的格式（{form}），本版本只认{ours}。请用本版本重新训练：bihuan triage train",
            "The model file {name} has the form of another version ({form}); this one reads {ours}. Train anew with: bihuan triage train",
        ),
    ),
    "model_file_missing": (
        _C,
        Words(
            "数据目录里找不到模型文件{name}，没有启用。请从备份恢复 models 目录，或重新训练：bihuan triage train",
            "The model file {name} is not in the data folder, and was not taken. Restore the folder models, or train anew with: bihuan triage train",
        ),
    ),
    "model_unknown": (
        _I,
        Words(
            "没有版本为“{version}”的模型。用 bihuan triage models 查看已有的版本。",
            "There is no model of version “{version}”. See what there is with: bihuan triage models",
        ),
    ),
    "model_in_force": (
        _C,
        Words(
            "模型{version}已经在用，没有变化。",
            "The model {version} is in force already; nothing was changed.",
        ),
    ),
    "model_worse": (
        _C,
        Words(
            "在留出的{held_back}条上，模型{version}（F1 {f1}）不如在用的{present}（F1 {present_f1}），没有启用。确有必要，请用 --reason 写明理由。",
            "On the {held_back} texts held back, the model {version} (F1 {f1}) is worse than {present} in force (F1 {present_f1}); it was not taken. If it must be, say why with --reason.",
        ),
    ),
    "model_not_compared": (
        _C,
        Words(
            "模型{version}没有与在用的{present}在同一批文本上比过，没有启用。请重新训练以便比较，或用 --reason 写明理由。",
            "The model {version} was not measured beside {present} in force on the same texts; it was not taken. Train it anew to compare them, or say why with --reason.",
        ),
    ),
    "model_reason_missing": (
        _I,
        Words("请用 --reason 写明退回的理由。", "Say why it is rolled back, with --reason."),
    ),
    "model_none_to_roll_back": (
        _C,
        Words(
            "在用的是随产品附带的模型，没有可退回的。",
            "The model in force is the one that ships; there is none to roll back.",
        ),
    ),
    "model_name_bad": (
        _I,
        Words(
            "模型名称“{name}”不能用：只用字母、数字、汉字、“-”和“_”，不超过{most}个字。",
            "The model cannot be called “{name}”: letters, digits, - and _ only, {most} at most.",
        ),
    ),
    "labels_no_matters": (
        _I,
        Words(
            "有的类别不是本系统的事项：{labels}。请在 label 列改用事项代码，如 wage_arrears；只想得到文件，请用 --out。",
            "Some labels are no matters of this system: {labels}. Use codes of matters such as wage_arrears in the column label; for a file alone, use --out.",
        ),
    ),
    "held_back_empty": (
        _I,
        Words(
            "只有{count}个例子，没有可留出检验的，没有训练。请补充例子。",
            "There are only {count} examples and none to hold back; nothing was trained. Add some.",
        ),
    ),
    "thresholds_crossed": (
        _I,
        Words(
            "填入阈值（{fill_in}%）要高于提议阈值（{propose}%），两者都在1到100之间。请改正后再保存。",
            "The threshold to fill in ({fill_in}%) must be above that to propose ({propose}%), both from 1 to 100. Correct them and save again.",
        ),
    ),
    "threshold_alarm_off": (
        _I,
        Words(
            "警报线要在0到100之间，不能是{alarm_below}。",
            "The line of the alarm must be from 0 to 100, not {alarm_below}.",
        ),
    ),
    "threshold_cases_few": (
        _I,
        Words(
            "少于{least}件的一周说明不了正确率。请把最少件数设为{least}以上。",
            "A week of fewer than {least} cases proves nothing. Set the least number of cases to {least} or more.",
        ),
    ),
    "threshold_not_yours": (
        _C,
        Words(
            "阈值由主管、领导或管理员设定。请联系他们。",
            "Thresholds are set by supervisors, leaders and administrators. Ask one of them.",
        ),
    ),
    "threshold_owner_unknown": (
        _I,
        Words(
            "负责人要是本单位在岗的主管、领导或管理员。请另选一位。",
            "The owner must be a supervisor, leader or administrator in post in your unit. Choose another.",
        ),
    ),
    "threshold_reason_missing": (
        _I,
        Words("请写明设定的理由。", "Say why the thresholds are set so."),
    ),
    "threshold_backdated": (
        _I,
        Words(
            "生效日期不能早于今天。请改为今天或以后。",
            "The thresholds cannot come into force before today. Choose today or later.",
        ),
    ),
    "training_missing": (
        _C,
        Words(
            "训练需要另装组件（识别不需要）。请运行：pip install 'bihuan[training]'，再试一次。",
            "Training needs packages that reading does not. Run: pip install 'bihuan[training]', then try again.",
        ),
    ),
    "identifier_survived": (
        _C,
        Words(
            "有{count}件工单去标识后仍可能留有{kinds}，没有导出任何内容：{orders}。请核对这些正文；确需导出其余的，加 --leave-out。",
            "In {count} orders something may have survived ({kinds}); nothing was exported: {orders}. Check these texts; to export the others, add --leave-out.",
        ),
    ),
    "nothing_confirmed": (
        _C,
        Words(
            "没有可以导出的已办结工单，没有写出文件。请等有工单结案后再导出，或放宽起始日期。",
            "There is no closed order to export, and no file was written. Export again once orders are closed, or from an earlier day.",
        ),
    ),
    "reading_not_waiting": (
        _C,
        Words(
            "这一件已由别人复读，或是您自己登记的，没有保存。请读下一件。",
            "Somebody else has read this one, or you registered it yourself; nothing was kept. Read the next one.",
        ),
    ),
    "classes_too_few": (
        _I,
        Words(
            "要分类至少要有两个类别，文件里只有{count}个。请检查 label 列。",
            "Sorting needs two classes at least; the file has {count}. Check the column label.",
        ),
    ),
    "examples_too_few": (
        _I,
        Words(
            "类别“{label}”只有{count}个例子，至少要{least}个才能学会并校准。请补充例子，或把它并入相近的类别。",
            "Class “{label}” has only {count} examples; {least} are the least to learn and to calibrate it. Add some, or join it to a class near it.",
        ),
    ),
    "examples_unlike": (
        _I,
        Words(
            "没有任何一段文字在两个例子中都出现，学不到东西。请检查正文列是否选对。",
            "No run of characters is in two of the examples, so there is nothing to learn. Check that the text column is the right one.",
        ),
    ),
    "sentences_too_few": (
        _I,
        Words(
            "用来学习的句子只有{count}个，至少要{least}个。请用 --train 给出训练文件（CLUENER 格式）。",
            "There are only {count} sentences to learn from; {least} are the least. Give a training file (the format of CLUENER) by --train.",
        ),
    ),
    "measured_line_wrong": (
        _I,
        Words(
            "{name}第{line}行的“{column}”缺少或不合格式：应为{wanted}。没有评测；请改正这一行再试。",
            "In {name}, line {line}, “{column}” is missing or of another form: it should be {wanted}. Nothing was measured; mend the line and try again.",
        ),
    ),
    "measured_nothing": (
        _I,
        Words(
            "{name}里没有可评测的内容。请给出至少有一行的文件。",
            "{name} holds nothing to measure. Give a file with one line at least.",
        ),
    ),
    "measured_type": (
        _I,
        Words(
            "“{name}”无法评测：只接受 CSV、XLSX、JSONL，可用 .gz 压缩。请另存为其中一种。",
            "“{name}” cannot be measured: CSV, XLSX and JSONL are read, packed with .gz or not. Save it as one of these.",
        ),
    ),
    "reference_missing": (
        _I,
        Words(
            "{name}是没有标签的留言，要有参考文件才能评测热点。请用 --reference 给出（列：issue、留言编号），或把{beside}放在它旁边。",
            "{name} holds messages without labels; hot issues are measured against a reference. Give it by --reference (columns issue, 留言编号), or put {beside} beside it.",
        ),
    ),
    "reference_unlike": (
        _I,
        Words(
            "参考文件里的编号没有一个在留言里（如 {example}）。请检查两个文件是否配套。",
            "None of the numbers of the reference (such as {example}) is among the messages. Check that the two files belong together.",
        ),
    ),
    "measured_form_unknown": (
        _I,
        Words(
            "看不出{name}是哪种评测文件（{seen}）。可以是：CSV 带正文列（title、detail、text…）和 label 列；union_calls 的 JSONL；CLUENER 的 JSONL；热点留言 CSV 加参考文件。",
            "{name} is none of the files that can be measured on ({seen}). They are: CSV with a text column (title, detail, text…) and label; JSONL of union_calls; JSONL of CLUENER; a CSV of messages with a reference.",
        ),
    ),
    "labels_unlike": (
        _I,
        Words(
            "被测文件里的类别（{labels}）模型或训练文件都没有。请用 --train 给出同一套类别的训练文件，或换一个模型。",
            "Neither the model nor what it is learned from has any of the labels in the measured file ({labels}). Give training files with the same labels by --train, or take another model.",
        ),
    ),
}
