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
            "文件里的类别（{labels}）模型都不认识。请用 --train 给出同一套类别的训练文件，或换一个模型。",
            "The model knows none of the labels in the file ({labels}). Give training files with the same labels by --train, or take another model.",
        ),
    ),
}
