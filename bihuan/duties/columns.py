"""The columns of the tables that are handed in and out, each with the other headings it is known by."""

#: Columns of the table and the other headings each is known by. The last three say where an item has come to.
LIST_COLUMNS = {
    "code": ("编号",), "kind": ("清单类型",), "name": ("事项名称", "事项"), "business": ("核心业务",),
    "counterpart": ("对应上级部门",), "superior_duty": ("上级部门职责",), "own_duty": ("镇街职责", "镇街配合职责"),
    "way": ("工作方式",), "legal_basis": ("法定依据", "依据"), "lane": ("跑道",), "post": ("牵头岗位",),
    "assist": ("协同岗位",),
}  # fmt: skip
#: Columns that came later; a table without them asks nothing of them.
LATER_RULE_COLUMNS = frozenset({"grid_kinds"})
#: Columns of the table and the other headings each is known by. An empty cell asks for nothing.
RULE_COLUMNS = {
    "code": ("编号",), "position": ("次序",), "item": ("事项编号",), "lead": ("承办",), "supporting": ("协办",),
    "matters": ("事项类别",), "places": ("地点代码",), "levels": ("地点层级",), "natures": ("性质",),
    "urgencies": ("紧急程度",), "employer_kinds": ("用人单位类型",), "people_least": ("人数下限",),
    "people_most": ("人数上限",), "yuan_least": ("金额下限",), "yuan_most": ("金额上限",), "hours": ("时段",),
    "owner": ("维护单位",),
    "grid_kinds": ("网格类型",),
}  # fmt: skip
#: Columns of the table and the other headings each is known by.
INDICATOR_COLUMNS = {
    "lane": ("跑道",), "name": ("指标",), "measure": ("计量单位",), "definition": ("定义",), "name_en": ("英文名称",),
    "better": ("方向",), "every": ("周期",), "due_days": ("报送天数",), "owner": ("责任岗位",), "source": ("数据来源",),
    "about": ("限定",),
}  # fmt: skip
#: What a table of indicators may leave out.
OPTIONAL_OF_INDICATORS = frozenset(INDICATOR_COLUMNS) - {"lane", "name", "measure", "definition"}
