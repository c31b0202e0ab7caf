"""How urgent a call is: hard to put right later is urgent, serious harm likely besides is critical."""

import pytest

from bihuan.rules.matters import Urgency
from tests.triage.reading import reading

CALLS = (
    (Urgency.CRITICAL, "我爸在工地上从三楼掉下来，现在还在抢救，公司不交钱"),
    (Urgency.CRITICAL, "我们三十个人现在堵在项目部大门口，保安打人了"),
    (Urgency.CRITICAL, "如果再不给钱我就从塔吊上跳下去"),
    (Urgency.CRITICAL, "车间里头有股刺鼻的气味，已经有四个人呕吐送医院了"),
    (Urgency.CRITICAL, "孕妇被安排上夜班，昨晚见红了"),
    (Urgency.CRITICAL, "脚手架晃得凶，随时可能垮，上面还有十几个人"),
    (Urgency.CRITICAL, "电梯井没有护栏，昨天掉下去一个人"),
    (Urgency.CRITICAL, "单位食堂吃坏了，三十几个人上吐下泻正在输液"),
    (Urgency.CRITICAL, "高处作业没有发安全带，工头喊我们直接上"),
    (Urgency.CRITICAL, "同事被困在冷库里面出不来"),
    (Urgency.CRITICAL, "经理拿刀威胁要砍我"),
    (Urgency.CRITICAL, "配电箱漏电，已经电到一个人了，没人来修"),
    (Urgency.CRITICAL, "昨天下午模板垮了，两个工友被埋在下面，现在还没救出来"),
    (Urgency.CRITICAL, "我们二十几个人在政府门口，和保安已经动手了"),
    (Urgency.CRITICAL, "有五个工友吃了工地盒饭上吐下泻"),
    (Urgency.CRITICAL, "刚才有个工人触电倒在配电房，喊了120还没来"),
    (Urgency.CRITICAL, "项目部把民工关在屋里不让走，已经关了一天"),
    (Urgency.CRITICAL, "高温四十一度还在楼顶铺防水，刚才热晕了两个"),
    (Urgency.CRITICAL, "被欠薪的工友说要把老板绑了"),
    (Urgency.URGENT, "公司今天要把机器全部拉走，老板准备跑路"),
    (Urgency.URGENT, "后天仲裁就要开庭了，我还没有律师，能不能帮我"),
    (Urgency.URGENT, "劳动合同后天到期，公司不说续不续签"),
    (Urgency.URGENT, "工伤认定申请期限只剩五天了，公司不给盖章"),
    (Urgency.URGENT, "老板电话打不通，厂里搬空了"),
    (Urgency.URGENT, "明天早上就要把我们从宿舍赶出去，没地方住"),
    (Urgency.URGENT, "我得了白血病没钱继续化疗，想申请大病救助"),
    (Urgency.URGENT, "公司让我今天下班前必须签自愿离职书，不签就不发工资"),
    (Urgency.URGENT, "法院明天就要拍卖老板的厂房了，我们的工资还没拿到"),
    (Urgency.URGENT, "监控录像只保存七天，单位不给我调"),
    (Urgency.URGENT, "公司已经在办注销了，工资没结"),
    (Urgency.URGENT, "骑手今天全部停单抗议，聚在站点门口"),
    (Urgency.URGENT, "资料明天截止提交，困难职工申请表还没盖到章"),
    (Urgency.URGENT, "老公透析没钱了，单位医保又断缴"),
    (Urgency.URGENT, "下周二之前不搬走就要断水断电"),
    (Urgency.URGENT, "老板已经买了机票，明天就要出国了"),
    (Urgency.URGENT, "工资卡被包工头拿走了，今天他要去取钱"),
    (Urgency.URGENT, "仲裁时效下个礼拜就要过了"),
    (Urgency.URGENT, "退休手续这个月底前必须办，单位不给档案"),
    (Urgency.URGENT, "厂里的账本昨天晚上在烧，怕证据没有了"),
    (Urgency.ORDINARY, "想咨询退休年龄怎么算"),
    (Urgency.ORDINARY, "公积金三年没缴了，想投诉"),
    (Urgency.ORDINARY, "夏天车间四十度没有空调，能不能管一下"),
    (Urgency.ORDINARY, "去年的年终奖一直没有发"),
    (Urgency.ORDINARY, "建议工会多办点电工培训班"),
    (Urgency.ORDINARY, "加班费算少了，帮我核一下"),
    (Urgency.ORDINARY, "孩子下个月开学，学费还没着落，想问助学金"),
    (Urgency.ORDINARY, "欠我们的工钱说好年底给，现在十月份了，问一下能不能提前要"),
    (Urgency.ORDINARY, "我要给你们工会点赞，上次帮我要回了钱"),
    (Urgency.ORDINARY, "哺乳假公司不批"),
    (Urgency.ORDINARY, "我在网上看到招聘信息交了押金，不知道是不是骗子"),
    (Urgency.ORDINARY, "上个月我从梯子上摔下来骨折，公司不给申报工伤"),
    (Urgency.ORDINARY, "想问昨天发的工资条上的扣款是什么意思"),
    (Urgency.ORDINARY, "公司组织体检，三个人查出血压高，想换岗"),
    (Urgency.ORDINARY, "去年我手指被机器夹住断了一截，鉴定结果下来了，问赔多少"),
    (Urgency.ORDINARY, "社保卡余额怎么查"),
    (Urgency.ORDINARY, "女职工被车间主任摸了，不敢上班"),
    (Urgency.ORDINARY, "我想找工会帮忙介绍工作"),
    (Urgency.ORDINARY, "因为讨薪被拘留了，家属想问怎么办"),
    (Urgency.ORDINARY, "产检不给假，扣全勤"),
    (Urgency.ORDINARY, "试用期被辞退能不能要补偿"),
    (Urgency.ORDINARY, "会费交多少"),
)


@pytest.mark.parametrize(("urgency", "text"), CALLS)
def test_a_call_is_as_urgent_as_waiting_would_harm(urgency, text):
    found = reading(text).urgency
    assert found.value is urgency, found.because.zh
    assert found.because.zh
