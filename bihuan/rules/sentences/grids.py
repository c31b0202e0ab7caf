"""What is said about grids, outlines and the map."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    # One outline
    "outline_kind": (
        _I,
        Words(
            "图形类型是“{kind}”，边界须为 Polygon 或 MultiPolygon。请改画为闭合的面。",
            "The geometry is “{kind}”; an outline must be a Polygon or MultiPolygon. Draw it as a closed area.",
        ),
    ),
    "outline_numbers": (
        _I,
        Words(
            "坐标无效：每个环须首尾闭合、至少四点，坐标为经度在前的度数。请核对后重新导出。",
            "The coordinates are not valid: each ring must close and have four points or more, in degrees, longitude first. Check and export again.",
        ),
    ),
    "outline_crosses": (
        _I,
        Words(
            "边界在 {where} 处自相交。请在该处修正边界。",
            "The outline crosses itself at {where}. Correct it there.",
        ),
    ),
    "outline_too_fine": (
        _I,
        Words(
            "边界超过 {most} 个点。请简化后再导入。",
            "The outline has more than {most} corners. Simplify it and import again.",
        ),
    ),
    "outline_empty": (
        _I,
        Words(
            "边界围成的面积不足 {least} 平方米。请核对坐标。",
            "The outline encloses less than {least} square metres. Check the coordinates.",
        ),
    ),
    # A file of outlines
    "geojson_unreadable": (
        _I,
        Words(
            "“{filename}”不是 GeoJSON 要素集（FeatureCollection）。请在制图软件中导出为 UTF-8 编码的 GeoJSON。",
            "“{filename}” is no GeoJSON FeatureCollection. Export it from your drawing program as GeoJSON in UTF-8.",
        ),
    ),
    "geojson_too_large": (
        _I,
        Words(
            "“{filename}”有 {count} 个要素，一次最多 {most} 个。请分批导入。",
            "“{filename}” has {count} features; at most {most} are taken at once. Import it in parts.",
        ),
    ),
    "feature_property_missing": (
        _I,
        Words("缺少属性 {property}。请补上。", "The property {property} is missing. Add it."),
    ),
    "feature_code_bad": (
        _I,
        Words(
            "代码“{code}”无效：须为 1 至 40 个字母、数字、点或短横。请改正代码。",
            "The code “{code}” is not valid: 1 to 40 letters, digits, dots or dashes. Correct it.",
        ),
    ),
    "feature_code_twice": (
        _I,
        Words(
            "代码“{code}”与第 {first} 个要素重复。请删去一个或改正代码。",
            "The code “{code}” is also that of feature {first}. Remove one or correct the code.",
        ),
    ),
    "feature_aliases_bad": (
        _I,
        Words(
            "别名最多 {most} 个，每个 {least} 至 {longest} 个字。请改正后再导入。",
            "A grid has at most {most} other names of {least} to {longest} characters each. Correct them and import again.",
        ),
    ),
    "feature_kind_unknown": (
        _I,
        Words(
            "类型“{kind}”无效，可用：{kinds}。请改正。", "The kind “{kind}” is not known; use one of {kinds}."
        ),
    ),
    "feature_kind_stays": (
        _I,
        Words(
            "“{code}”已是{kind}，类型不能改。请为新类型的网格另编代码。",
            "“{code}” is a {kind} already, and a grid keeps its kind. Give the new grid a code of its own.",
        ),
    ),
    "feature_parent_missing": (
        _I,
        Words(
            "上级“{parent}”不存在：既不在文件里，也不是这一天存在的村社区、镇街或网格。请改正上级代码，或先导入上级。",
            "The parent “{parent}” does not exist, neither in the file nor as a community, street or grid of that day. Correct the code, or import the parent first.",
        ),
    ),
    "feature_parent_kind": (
        _I,
        Words(
            "微网格的上级须为综合网格，其他网格的上级须为村社区或镇街；“{parent}”不是。请改正上级代码。",
            "A micro-grid belongs to a general grid, any other grid to a community or street; “{parent}” is not one. Correct the parent.",
        ),
    ),
    "feature_overlaps": (
        _I,
        Words(
            "与“{other}”重叠约 {area} 平方米。同类网格不得重叠，请修正边界。",
            "Overlaps “{other}” by about {area} square metres. Grids of one kind must not overlap; correct the outline.",
        ),
    ),
    "feature_outside_parent": (
        _I,
        Words(
            "约 {share}% 的面积超出上级“{parent}”的边界。请修正边界。",
            "About {share} % of it lies outside its parent “{parent}”. Correct the outline.",
        ),
    ),
    "feature_leaves_part": (
        _I,
        Words(
            "改画后，其微网格“{part}”约 {share}% 的面积落在外面。请把这个微网格一并放进文件重画，或修正边界。",
            "Drawn so, about {share} % of its micro-grid “{part}” would lie outside. Put that micro-grid into the file as well, or correct the outline.",
        ),
    ),
    "feature_not_yours": (
        _I,
        Words(
            "“{parent}”不在本指挥中心的范围内。请由其所属指挥中心导入。",
            "“{parent}” lies outside the area of your command centre. Let its own centre import it.",
        ),
    ),
    "feature_place_unknown": (
        _I,
        Words(
            "代码“{code}”不是这一天存在的区划。请改正代码。",
            "The code “{code}” is no place of that day. Correct it.",
        ),
    ),
    "feature_changes_later": (
        _C,
        Words(
            "“{code}”已有自 {day} 起的新版本。请改用更晚的生效日，或先撤销后来的版本。",
            "“{code}” already has a version from {day}. Choose a later day, or remove that version first.",
        ),
    ),
    "file_has_wrong_features": (
        _I,
        Words(
            "有 {count} 处错误，没有写入任何内容。第 {feature} 个要素：{first}",
            "{count} errors; nothing was written. Feature {feature}: {first}",
        ),
    ),
    # Standing and teams
    "grids_not_yours": (
        _C,
        Words(
            "网格由各级基层治理（治理）中心统一划定，部门和其他单位不得自行划分。请向所在地指挥中心提出调整建议。",
            "Grids are drawn by the command centres alone; no department redraws its own. Propose the change to the centre of the place.",
        ),
    ),
    "grid_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这个网格：代码不存在，或不在您的职责范围内。请从列表重新进入。",
            "No such grid: the code does not exist or lies outside your duties. Start again from the list.",
        ),
    ),
    "team_role_unknown": (
        _I,
        Words(
            "“{pattern}”队伍没有“{role}”这个角色。请从列表中选择。",
            "The team “{pattern}” has no role “{role}”. Choose one from the list.",
        ),
    ),
    "team_role_full": (
        _C,
        Words(
            "“{role}”最多 {most} 人，已满。请先结束原有人员的任期。",
            "There may be {most} of “{role}” and the places are taken. End somebody's term first.",
        ),
    ),
    "pattern_changes_later": (
        _C,
        Words(
            "这个地点已有自 {day} 起的队伍模式。请改用更晚的生效日。",
            "This place already has a team pattern from {day}. Choose a later day.",
        ),
    ),
    "team_person_unknown": (
        _I,
        Words(
            "没有账号“{username}”。请核对账号；没有账号的成员只填姓名。",
            "There is no account “{username}”. Check it; a member without an account is entered by name alone.",
        ),
    ),
    "team_pattern_bad": (
        _I,
        Words(
            "队伍模式无效：{why}。请改正后再保存。",
            "The team pattern is not valid: {why}. Correct it and save again.",
        ),
    ),
}
