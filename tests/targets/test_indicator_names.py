"""What a clause's indicators are called, how they go on in a list, and what narrows them."""

from __future__ import annotations

import pytest

from metrics import Document, extract

# Phrase, then a row for each target: value, indicator, mode, and the scope where there is one.
PHRASES = [
    # a list with a value for each of its names, which share an ending
    ("水稻、农作物耕种收综合机械化率分别达91.5%和74.5%以上", ["91.5 水稻耕种收综合机械化率 level", "74.5 农作物耕种收综合机械化率 level"]),
    ("智能光伏及新型储能、电动工具产值分别达1600亿元、500亿元", ["1.6e+11 智能光伏及新型储能产值 level", "5e+10 电动工具产值 level"]),
    ("绿色建筑、装配式建筑占新建建筑比例分别达80%、20%", ["80 绿色建筑占新建建筑比例 level", "20 装配式建筑占新建建筑比例 level"]),
    ("高铁、高速公路通车里程分别突破1100公里、4500公里", ["1100 高铁通车里程 level", "4500 高速公路通车里程 level"]),
    ("工业投资、民用航空投资分别增长9%、12%", ["9 工业投资 change", "12 民用航空投资 change"]),
    # what a figure exceeds is no part of its name, nor is how often or how it came about
    ("外贸进出口增长6%、高于全省2个百分点", ["6 外贸进出口 change", "2 外贸进出口 level [高于全省]"]),
    ("工业、服务业增速分别高于全国1.2个百分点、0.8个百分点", ["1.2 工业增速 level [高于全国]", "0.8 服务业增速 level [高于全国]"]),
    ("保费收入首次突破80亿元，蔬菜产量连续六年稳定在90万吨以上", ["8e+09 保费收入 level", "900000 蔬菜产量 level"]),
    # of whom the sums and rates of a list are that say nothing alone
    ("新增规上企业12家，总数达到90家", ["12 规上企业 output", "90 总数 level [规上企业]"]),
    ("办理代表建议40件，办结率、满意率均达到99%", ["40 代表建议 output", "99 办结率 level [代表建议]", "99 满意率 level [代表建议]"]),
    ("发放补助资金3亿元、惠及8万人次", ["3e+08 补助资金 output", "80000 补助资金 output [惠及]"]),
    ("12个重点产业产值同比增长9%", ["9 重点产业产值 change"]),
    ("总投资2亿元、占地30亩的智能装备产业园开工", ["2e+08 总投资 output [智能装备产业园]", "30 占地 output [智能装备产业园]"]),
    # what is done with what a number counts, or to whom, narrows nothing
    ("提请市人大常委会审议7件法规草案", ["7 法规草案 output"]),
    ("金融机构为小微企业发放贷款5亿元", ["5e+08 贷款 output [小微企业]"]),
    ("列入省、市重点工程12项，完成投资8亿元", ["12 省、市重点工程 output", "8e+08 投资 output [省、市重点工程]"]),
    # one rate for each of them
    ("工业废水、废气处理率提高到90%", ["90 工业废水处理率 level", "90 废气处理率 level"]),
    ("基本养老保险和医疗保险参保率均保持96%以上", ["96 基本养老保险参保率 level", "96 医疗保险参保率 level"]),
    ("研究与试验发展经费支出占国内生产总值比重达到2.2%", ["2.2 研究与试验发展经费支出占国内生产总值比重 level"]),
    ("旅游总收入和接待游客人次均增长10%", ["10 旅游总收入 change", "10 接待游客人次 change"]),
    ("城镇和农村居民人均可支配收入增长9%左右", ["9 城镇居民人均可支配收入 change", "9 农村居民人均可支配收入 change"]),
    ("蛋鸡、肉羊规模养殖比重达到60%", ["60 蛋鸡规模养殖比重 level", "60 肉羊规模养殖比重 level"]),
    ("渔业总产值、增加值增长4%", ["4 渔业总产值 change", "4 渔业增加值 change"]),
    ("花卉业和茶业产值占农业总产值的比重分别达到9%和7%", ["9 花卉业产值占农业总产值的比重 level", "7 茶业产值占农业总产值的比重 level"]),
    ("乡镇公共厕所普及率和无害化率达到90%和70%", ["90 乡镇公共厕所普及率 level", "70 乡镇公共厕所无害化率 level"]),
    # all of two groups are all of each, a smaller share is not
    ("100%的集镇和具备条件的自然村通公交车", ["100 集镇通公交车 level", "100 具备条件的自然村通公交车 level"]),
    # a list of one kind with what follows names one thing
    ("林业、渔业、文化等领域设备投资规模增长9%", ["9 林业、渔业、文化等领域设备投资规模 change"]),
    ("引进传感器和机器人企业9家", ["9 传感器和机器人企业 output"]),
    # a verb reaches the things after it
    ("新增高标准农田3万亩、“多田套合”面积5万亩", ["30000 高标准农田 output", "50000 “多田套合”面积 output"]),
    ("再减少企业税负3500亿元左右、涉企收费约2000亿元", ["3.5e+11 企业税负 change", "2e+11 涉企收费 change"]),
    ("新增贷款2300亿元，其中制造业贷款360亿元", ["2.3e+11 贷款 output", "3.6e+10 制造业贷款 output"]),
    ("累计建成乡村振兴示范片8个、示范村120个", ["8 乡村振兴示范片 level", "120 示范村 level [乡村振兴]"]),
    ("争创示范乡镇10个、达标村570个", ["10 示范乡镇 output", "570 达标村 output"]),
    # the kind of one honour holds for the next, and grades narrow what was counted
    (
        "培育市级电商示范镇1个、示范村8个",
        ["1 市级电商示范镇 output", "8 示范村 output [市级电商]"],
    ),
    ("创建A级景区9家，其中4A级以上2家", ["9 A级景区 output", "2 景区 output [4A级以上]"]),
    # deeds dealt to values, and verbs that tell a class
    (
        "新签约、新开工亿元以上项目分别不少于8个、5个",
        ["8 亿元以上项目 output [新签约]", "5 亿元以上项目 output [新开工]"],
    ),
    ("新引进落户企业5家，新增入统企业9家", ["5 落户企业 output", "9 入统企业 output"]),
    ("入库科技型中小企业21家", ["21 科技型中小企业 output [入库]"]),
    # sizes of what was done, money for all, and shares that are to reach something
    ("改造农贸市场8家，改造面积2万平方米", ["8 农贸市场 output", "20000 改造面积 output"]),
    (
        "谋划总投资126亿元的省、市重点项目16个",
        ["1.26e+10 总投资 output [省、市重点项目]", "16 省、市重点项目 output"],
    ),
    ("确保55%以上的村集体收入达到10万元以上", ["55 村集体收入达到10万元以上 level"]),
    ("1、财政收入达到8亿元", ["8e+08 财政收入 level"]),
    ("2.招商投资超20亿元", ["2e+09 招商投资 level"]),
    ("生产总值增长8%\n工业投资达到50亿元", ["8 生产总值 change", "5e+09 工业投资 level"]),
    # single numerals of a list, and each day
    ("新建一座供水厂、一个燃气站", ["1 供水厂 output", "1 燃气站 output"]),
    ("学生在校期间每天至少参加1小时体育锻炼活动", ["1 体育锻炼活动 output [学生在校期间]"]),
    # where a value starts, a comma before it
    ("价格涨幅从去年的5%左右，下降到3%左右", ["3 价格涨幅 level"]),
    # whose a rate is, of what is widened or was shared before
    (
        "扩大居民养老保险覆盖面，参保率达到96%，发放率达到100%",
        ["96 参保率 level [居民养老保险]", "100 发放率 level [居民养老保险]"],
    ),
    (
        "金融业增加值占服务业的比重达到14%，占地区生产总值的比重达到7%",
        ["14 金融业增加值占服务业的比重 level", "7 金融业增加值占地区生产总值的比重 level"],
    ),
    (
        "制造业、数字经济核心产业增加值分别增长5%、8%",
        ["5 制造业增加值 change", "8 数字经济核心产业增加值 change"],
    ),
    # what is done with all things of a list, grades, and places that share a quantity
    ("完成9处物流园区、80家物流企业搬迁", ["9 物流园区搬迁 output", "80 物流企业搬迁 output"]),
    ("实施30处街巷、20处空地环境综合提升", ["30 街巷环境综合提升 output", "20 空地环境综合提升 output"]),
    ("储备87个百亿元级、64个十亿元级项目", ["87 百亿元级项目 output", "64 十亿元级项目 output"]),
    ("食品产值达到100亿元，装备制造业达到67亿元", ["1e+10 食品产值 level", "6.7e+09 装备制造业产值 level"]),
    ("工业、技改投资分别增长10%", ["10 工业投资 change", "10 技改投资 change"]),
    ("黄牛、山羊饲养量均增长8%", ["8 黄牛饲养量 change", "8 山羊饲养量 change"]),
    # verbs that tell which are meant stay, others go
    ("力争新入规工业企业40户", ["40 新入规工业企业 output"]),
    ("新增上市（挂牌）企业2家", ["2 上市（挂牌）企业 output"]),
    ("签约、纳统亿元以上项目50个", ["50 亿元以上项目 output"]),
    ("升级完善垃圾投放点80个", ["80 垃圾投放点 output"]),
    ("示范带动秸秆利用率达到95%", ["95 秸秆利用率 level"]),
    ("普及率达到95%", ["95 普及率 level"]),
    ("引进6个计划总投资10亿元的装备项目", ["6 装备项目 output", "1e+09 装备项目 output"]),
    ("提升210公里农村公路和120万平方米村内道路", ["210 农村公路 output"]),
    ("补助不低于公办园保育费的50%", ["50 补助 level"]),
    ("支持各县（市、区）培育1个主导产业", ["1 主导产业 output"]),
    ("举办培训班3期200人次", ["3 培训班 output", "200 培训班 output"]),
    ("完成400座厕所改造任务", ["400 厕所改造 output"]),
    # what a clause says around what narrows, and who acts, narrow nothing
    ("产业园区集中培育2个主导产业", ["2 主导产业 output [产业园区]"]),
    ("既有住宅自主增设电梯900台", ["900 电梯 output [既有住宅]"]),
    ("市政府承诺今年再为百姓办16件实事", ["16 实事 output"]),
    ("方案提出切实新建学校5所", ["5 学校 output"]),
    ("2030年以前郊区新建污水处理厂30座", ["30 污水处理厂 output [郊区]"]),
    ("在生物医药、高端装备等领域建设2—3家省实验室", ["2 省实验室 output [生物医药、高端装备等领域]"]),
    ("在重点产业领域重点引进和培养900名紧缺人才", ["900 紧缺人才 output [重点产业领域]"]),
    ("某水库工程计划投资9亿元", ["9e+08 投资 output [某水库工程]"]),
    ("交通建设计划总投资22亿元", ["2.2e+09 总投资 output [交通建设]"]),
    ("改（扩）建村道90公里", ["90 村道 output"]),
    ("——新增供水能力20亿立方米", ["2e+09 供水能力 output"]),
    ("污水处理率达到90%，建制镇达到70%，其中中西部地区达到50%", ["90 污水处理率 level", "70 污水处理率 level [建制镇]", "50 污水处理率 level [中西部地区]"]),
    ("污泥处置率达到60%，重点镇提高5个百分点", ["60 污泥处置率 level", "5 污泥处置率 change [重点镇]"]),
    ("城区改造棚户区900户", ["900 棚户区 output [城区]"]),
    ("中心城区新建、延伸主次干道9条", ["9 主次干道 output [中心城区]"]),
    ("农村改厕900座", ["900 农村改厕 output"]),
    ("市财政每年安排资金900万元", ["9e+06 资金 output"]),
    ("建设用地减量13平方公里", ["13 建设用地 change"]),
    ("财政收入在去年市核任务（5亿元）的基础上增长8%", ["8 财政收入 change"]),
    # only a verb stands by the number
    (
        "新引进项目50个、新开工30个、竣工投产25个",
        ["50 项目 output", "30 项目 output", "25 项目 output"],
    ),
    ("加快“四好农村路”建设，新改建60公里", ["60 “四好农村路”建设 output"]),
    ("资助残疾人大学生和困难家庭大学生，合计6300名", ["6300 残疾人大学生和困难家庭大学生 output"]),
    ("固定资产投资完成132亿元", ["1.32e+10 固定资产投资 output"]),
    ("实现转移就业64万人以上、劳务收入70亿元以上", ["640000 转移就业 output", "7e+09 劳务收入 output"]),
    ("支持在物流园区布局换电站，力争到2027年建成8座", ["8 换电站 output"]),
    ("县财政设立文旅发展专项资金，每年安排1000万元", ["1e+07 文旅发展专项资金 output"]),
    ("实施乡村医生支持项目，招录特岗医生，全年招录300名", ["300 特岗医生 output"]),
    ("新建4万亩茶园。2024年建成1万亩", ["40000 茶园 output", "10000 茶园 output"]),
    ("新建茶园4万亩。2024年建成1万亩", ["40000 茶园 output", "10000 茶园 output"]),
    ("推进农村气代煤，再完成3万户改造", ["30000 农村气代煤 output"]),
    ("化解项目风险，出台13条支持措施", ["13 支持措施 output"]),
    ("推进危房改造。年内完成500户", ["500 危房改造 output"]),
    ("组织技能竞赛，培训2000人次", ["2000 技能竞赛 output"]),
    ("力争户均年增收1.5万元", ["15000 户均年增收 change"]),
    # who does something, before a verb within the name; how it is done tells nobody
    ("综保区引进“保税+”项目50个", ["50 “保税+”项目 output [综保区]"]),
    ("优先在边境乡镇、薄弱村新建各类棚室5万个", ["50000 棚室 output [边境乡镇、薄弱村]"]),
    ("市区新建义务教育学校24所", ["24 义务教育学校 output [市区]"]),
    ("多种方式筹集保障性租赁住房3000套", ["3000 保障性租赁住房 output"]),
    ("重点引进和培养高层次人才2000名", ["2000 高层次人才 output"]),
    ("省外引进产业项目新增实际投资600亿元", ["6e+10 省外引进产业项目新增实际投资 output"]),
    ("支持高校院所共建成果转化基地10个", ["10 成果转化基地 output [高校院所]"]),
    ("引导社会力量举办托育机构30家", ["30 托育机构 output"]),
    ("推动老旧码头改造项目9个", ["9 老旧码头改造项目 output"]),
    ("组织企业参加境内外重点展会40场", ["40 境内外重点展会 output"]),
    ("建设人才集聚高地2个、产业承接平台3个", ["2 人才集聚高地 output", "3 产业承接平台 output"]),
    ("外国专家引进项目20个，园区引进项目50个", ["20 外国专家引进项目 output", "50 项目 output [园区]"]),
    ("新增服务外包企业20家，组建服务团队10支", ["20 服务外包企业 output", "10 服务团队 output"]),
    ("新增五家村级养老院，疏浚七节河", ["5 村级养老院 output"]),
    ("打造便民生活圈60个，服务社区居民80万人", ["60 便民生活圈 output", "800000 社区居民 output"]),
    (
        "大力发展生命健康产业，新引进项目16个、新开工12个",
        ["16 项目 output [生命健康产业]", "12 项目 output [生命健康产业]"],
    ),
    # whose several rates and averages are, and what they share
    ("义务教育阶段入学率和巩固率达到100%", ["100 义务教育阶段入学率 level", "100 义务教育阶段巩固率 level"]),
    ("规上工业亩均税收、亩均增加值均增长10%", ["10 规上工业亩均税收 change", "10 规上工业亩均增加值 change"]),
    (
        "老年人、高血压、2型糖尿病患者规范管理率达到66%",
        ["66 老年人规范管理率 level", "66 高血压患者规范管理率 level", "66 2型糖尿病患者规范管理率 level"],
    ),
    ("暴雨预警准确率、强对流预警提前量分别达到92%和45分钟", ["92 暴雨预警准确率 level", "45 强对流预警提前量 level"]),
    ("铁路货运量增长30%，其中长三角地区增长10%、汾渭平原增长25%", [
        "30 铁路货运量 change", "10 铁路货运量 change [长三角地区]", "25 铁路货运量 change [汾渭平原]",
    ]),
    ("各县（市、区）教育投入达到5亿元", ["5e+08 教育投入 level"]),
    ("各县（市、区）气象经费增长不低于6%", ["6 气象经费 change"]),
    # two numbers count one thing
    ("完成73条110公里水毁农村公路和24座水毁桥梁的修复重建", ["73 水毁农村公路 output", "110 水毁农村公路 output", "24 水毁桥梁的修复重建 output"]),
    # what opens the sentence tells whose a bare quantity is
    ("新型建材产业方面，推进二期等项目，力争产值达150亿元", ["1.5e+10 产值 level [新型建材产业]"]),
    ("食品产业，加快建设产业园，力争产值突破2000亿元", ["2e+11 产值 level [食品产业]"]),
    # what begins like an adverb or a verb and is a name
    ("有效灌溉面积达到10万亩，高效节水灌溉面积达到5万亩", ["100000 有效灌溉面积 level", "50000 高效节水灌溉面积 level"]),
    ("有效治理河道20公里，试点建设社区3个", ["20 河道 output", "3 社区 output"]),
    ("新增建设用地指标2万亩、上市公司6家", ["20000 建设用地指标 output", "6 上市公司 output"]),
    ("新增上市及过会企业5家", ["5 上市及过会企业 output"]),
    ("新出让工业用地中民间投资项目比重不低于70%", ["70 新出让工业用地中民间投资项目比重 level"]),
    ("招引保税物流、加工、维修等主体30家以上", ["30 保税物流、加工、维修等主体 output"]),
    # people without a measure word
    ("再减少农村贫困人口1000万以上", ["1e+07 农村贫困人口 change"]),
    ("提升15万农村人口饮水质量", ["150000 农村人口 output [饮水质量]"]),
    # whose it is, and what an amount is invested in
    ("带动全社会完成固定资产投资1万亿元", ["1e+12 固定资产投资 output [全社会]"]),
    ("启动总投资5.7亿元的标准化科创园建设", ["5.7e+08 总投资 output [标准化科创园建设]"]),
    ("农村居民收入增速高于城镇1.5个百分点", ["1.5 农村居民收入增速 level [高于城镇]"]),
    ("工业投资增长20%、占固定资产投资比重提高到15%", ["20 工业投资 change", "15 工业投资占固定资产投资比重 level"]),
    ("强校扩优全覆盖、优质幼儿园占比65%以上", ["65 优质幼儿园占比 level"]),
    ("培育“清苑西瓜”、“清苑甜瓜”等3个区域公用品牌", ["3 区域公用品牌 output"]),
    # where the name of one thing ends and the next begins
    ("推进66个粮食重点县和豫东200万亩高标准农田建设", ["66 粮食重点县 output", "2e+06 高标准农田建设 output [豫东]"]),
    ("投资4.4亿元新改扩建城区主次干路4条", ["4.4e+08 投资 output [城区主次干路]", "4 城区主次干路 output"]),
    ("为2万名特殊困难老年人提供居家服务", ["20000 特殊困难老年人 output [居家服务]"]),
    ("PM2.5平均浓度保持在每立方米23微克以下", ["23 PM2.5平均浓度 level"]),
    # a clause that tells which stays in the name, one that praises does not
    ("培育5家具备上市资格的企业", ["5 具备上市资格的企业 output"]),
    ("打造10个特色鲜明、创新力强的产业集群", ["10 产业集群 output"]),
    ("培育10家产值达到100亿元以上的龙头企业", ["10 产值达到100亿元以上的龙头企业 output"]),
    # what becomes of what is counted, and where something is done
    ("推动1000家企业开展数字化转型", ["1000 企业 output [数字化转型]"]),
    ("力争30个项目竣工投产", ["30 项目 output [竣工投产]"]),
    ("在4个县（市）建设紧密型医共体", ["4 县（市） output [紧密型医共体]"]),
    ("在甲县、乙县、丙县等8个重点县建设果菜基地6万亩", ["60000 果菜基地 output"]),
    ("支持30家企业创建绿色工厂", ["30 企业 output [创建绿色工厂]"]),
    ("支持20家企业建设数字化车间30个", ["20 企业 output [建设数字化车间]", "30 数字化车间 output"]),
    ("为800个老旧小区引入物业服务", ["800 老旧小区 output [引入物业服务]"]),
    ("推动9个城市更新项目", ["9 城市更新项目 output"]),
    ("3000个重点项目开复工", ["3000 重点项目 output [开复工]"]),
    ("大科学装置投运3个", ["3 大科学装置 output [投运]"]),
    ("引进200名大奖获得者、外国院士和知名专家", ["200 大奖获得者、外国院士和知名专家 output"]),
    ("保障性住房开工2万套、竣工1万套", ["20000 保障性住房 output [开工]", "10000 保障性住房 output"]),
    ("专精特新企业新增70家", ["70 专精特新企业 output"]),
    # one name or bound for several values
    ("市场满足率分别超过70%和50%", ["70 市场满足率 level", "50 市场满足率 level"]),
    ("养老保险、医疗保险参保率达94%、98%以上", ["94 养老保险参保率 level", "98 医疗保险参保率 level"]),
    ("省级可办率不低于90%，市、县级不低于70%", ["90 省级可办率 level", "70 市级可办率 level", "70 县级可办率 level"]),
    # fillers, means, time words, levels of a thing
    ("新增各类市场主体5000家", ["5000 市场主体 output"]),
    ("依托省级科技计划每年实施重大创新项目20项", ["20 重大创新项目 output"]),
    ("实现年销售额5亿元", ["5e+08 销售额 output"]),
    ("培育全国质量标杆60项", ["60 全国质量标杆 output"]),
    ("确保全国粮食产量保持在1.3万亿斤以上", ["6.5e+11 粮食产量 level"]),
    ("严守18亿亩耕地红线", ["1.8e+09 耕地红线 level"]),
    ("播种面积保持稳定、粮食产量达到500万吨", ["5e+06 粮食产量 level"]),
    ("完成10项中、省生态环保督察整改任务", ["10 中、省生态环保督察整改任务 output"]),
    ("14个国、省考断面水质优良率100%", ["100 国、省考断面水质优良率 level"]),
    ("推动林下经济面积达260万亩、产值达130亿元", ["2.6e+06 林下经济面积 level", "1.3e+10 产值 level [林下经济]"]),
    ("设立产业发展专项资金，市财政每年安排5亿元", ["5e+08 产业发展专项资金 output"]),
    ("计划生育事业经费人均达到10元", ["10 生育事业经费人均 level"]),
    ("某省提出“十四五”期间建设公租房3万套", ["30000 公租房 output"]),
    ("3年内单车能耗降低6%", ["6 单车能耗 change"]),
    ("购置新能源公交车380台，其中2024年内完成150台", ["380 新能源公交车 output", "150 新能源公交车 output"]),
    ("新建阻隔带180公里（含生物防火林带65公里）", ["180 阻隔带 output", "65 生物防火林带 output"]),
    # what reaches a share, for whom and where something is done, where a rate is another one
    ("家庭医生签约服务覆盖95%以上的持证残疾人", ["95 家庭医生签约服务覆盖持证残疾人 level"]),
    ("为困难老年人家庭免费安装呼叫设备900套", ["900 呼叫设备 output [困难老年人家庭]"]),
    ("在区图书馆设立视障阅览室1间", ["1 视障阅览室 output [区图书馆]"]),
    ("学前三年入园率达到85%，东部地区达到95%以上", ["85 学前三年入园率 level", "95 学前三年入园率 level [东部地区]"]),
    ("平原区道路通达率达到95%，丘陵区达到90%", ["95 平原区道路通达率 level", "90 道路通达率 level [丘陵区]"]),
    # what only bounds is a level, what arises or takes place is none
    ("公共数据集不少于2000个", ["2000 公共数据集 level"]),
    ("现场操作人员实现6人以下", ["6 现场操作人员 level"]),
    ("公共充电站达到50座、充电设施950台", ["50 公共充电站 level", "950 充电设施 level"]),
    ("城镇新增就业不少于8万人", ["80000 城镇新增就业 output"]),
    ("应急演练不少于4次", ["4 应急演练 output"]),
    # a row for each addressee, values dealt to names, owners before and behind, and what those do who are counted
    ("在城区、农村各新建1所学校", ["1 学校 output [城区]", "1 学校 output [农村]"]),
    ("甲县、乙县和丙县各建成1个产业园", ["1 产业园 output [甲县]", "1 产业园 output [乙县]", "1 产业园 output [丙县]"]),
    ("面向城区学校和农村学校，分别形成100个教学案例", ["100 教学案例 output [城区学校]", "100 教学案例 output [农村学校]"]),
    ("小学、初中各新增学位1000个", ["1000 学位 output [小学]", "1000 学位 output [初中]"]),
    ("各县（市、区）分别推出1个旅游商品", ["1 旅游商品 output"]),
    ("打造5个以龙头企业为引领的产业集群", ["5 以龙头企业为引领的产业集群 output"]),
    ("组建3个由专家组成的服务团队", ["3 由专家组成的服务团队 output"]),
    ("新建（改建）10家老年食堂", ["10 老年食堂 output"]),
    ("推动6个村实现通气接污", ["6 村 output [通气接污]"]),
    ("推动3个县（区）成功创建示范区", ["3 县（区） output [创建示范区]"]),
    ("完成190万亩、75万吨的粮食生产任务", ["1.9e+06 粮食生产 output", "750000 粮食生产 output"]),
    ("工业占比：年均增长5%，明年达到50%", ["5 工业占比 change", "50 工业占比 level"]),
    ("在固定资产投资、进出口方面，分别增长20%、13%", ["20 固定资产投资 change", "13 进出口 change"]),
    ("粮食播种面积与产量稳定在318万亩、16亿斤以上", ["3.18e+06 粮食播种面积 level", "8e+08 粮食产量 level"]),
    ("城市和农村家庭接入能力达到20Mbps和4Mbps", ["20 城市家庭接入能力 level", "4 农村家庭接入能力 level"]),
    ("技能人才总量达到85万人，占从业人员的40%", ["850000 技能人才总量 level", "40 技能人才占从业人员 level"]),
    ("完成投资14亿元，增幅达40%", ["1.4e+09 投资 output", "40 增幅 level [投资]"]),
    ("4A级以上景区达标率达到100%，5A级达到60%", ["100 4A级以上景区达标率 level", "60 景区达标率 level [5A级]"]),
    ("新建医院12家，其中10家在老城区外", ["12 医院 output", "10 医院 output [老城区外]"]),
    ("新增森林覆盖率0.3个百分点", ["0.3 森林覆盖率 change"]),
    ("就业人数达200万以上", ["2e+06 就业人数 level"]),
    ("提高6个月以内婴儿纯母乳喂养率3个百分点", ["3 6个月以内婴儿纯母乳喂养率 change"]),
    ("服务贸易年均增速5%左右", ["5 服务贸易年均增速 level"]),
    ("完成甲公园等7处26公顷公园绿地建设", ["7 公园绿地建设 output", "26 公园绿地建设 output"]),
    ("推进农房改善工作，每年改善8000户", ["8000 农房改善 output"]),
    ("投资1.2亿元，在甲流域实施“清水”工程，铺设管道40公里", ["1.2e+08 投资 output [“清水”工程]", "40 管道 output"]),
    ("完成投资12亿元，其中：高速公路8亿元、农村公路1亿元", ["1.2e+09 投资 output", "8e+08 高速公路 output [投资]", "1e+08 农村公路 output [投资]"]),
    ("干线公路投资206亿元，新改建1800公里", ["2.06e+10 干线公路投资 output", "1800 干线公路 output"]),
    ("消防设施提升和18个小区消防系统改造", ["18 小区消防系统改造 output"]),
    # which of them are counted, and what a rate or a share is of
    ("建成2所达到国家标准的医院", ["2 达到国家标准的医院 output"]),
    ("缺水山区新建水窖900个", ["900 水窖 output [缺水山区]"]),
    ("存栏100头以上奶牛规模养殖比重达到38%", ["38 存栏100头以上奶牛规模养殖比重 level"]),
    ("加大融资支持力度，全年贷款增长9%", ["9 贷款 change"]),
    ("中央财政将投入20亿元用于危房改造", ["2e+09 危房改造 output"]),
    ("把基本公共卫生服务经费标准提高到人均80元", ["80 基本公共卫生服务经费标准 level [人均]"]),
    ("利用闲置地块新增停车位900个", ["900 停车位 output"]),
    ("点线面结合，实施美丽乡村项目20个", ["20 美丽乡村项目 output"]),
    ("新增家庭农场、农民合作社6000家、3000家", ["6000 家庭农场 output", "3000 农民合作社 output"]),
    ("新增公办园、民办幼儿园60所、30所", ["60 公办园 output", "30 民办幼儿园 output"]),
    ("新建农家书屋、农村文化广场60个、30个", ["60 农家书屋 output", "30 农村文化广场 output"]),
    ("创建国家级、部级创新平台6个、4个", ["6 国家级创新平台 output", "4 部级创新平台 output"]),
    ("大豆、油菜籽种植面积分别达到9万亩、7万亩", ["90000 大豆种植面积 level", "70000 油菜籽种植面积 level"]),
    ("培育种植大户、农机合作社60户、30户", ["60 种植大户 output", "30 农机合作社 output"]),
    ("接待游客突破900万人次，接待境内外游客90万人次", ["9e+06 游客 output", "900000 境内外游客 output"]),
    ("新签约引进项目90个，引进项目总投资50亿元", ["90 项目 output", "5e+09 引进项目总投资 output"]),
    ("转移农村富余劳动力3万人", ["30000 农村富余劳动力 output"]),
    ("完成投资20个亿", ["2e+09 投资 output"]),
    # a quantity is named by the verb before it, a thing is not
    ("申领社保卡人口覆盖率达70%", ["70 申领社保卡人口覆盖率 level"]),
    ("种植总面积发展到2万亩", ["20000 种植总面积 level"]),
    ("实现公园覆盖率70%", ["70 公园覆盖率 level"]),
    ("拨付资金12亿元", ["1.2e+09 资金 output"]),
    # what 和 joins to a count is no scope of it
    ("建设示范区和5个示范村", ["5 示范村 output"]),
    # values are dealt to what the clause before lists
    ("城镇、农村居民收入稳步增长，分别增长6%、8%", ["6 城镇居民收入 change", "8 农村居民收入 change"]),
    ("综合指数、PM2.5浓度分别下降2%、7%", ["2 综合指数 change", "7 PM2.5浓度 change"]),
    # what is kept is a level, and what is realised beyond a number
    ("严格落实200万亩耕地保有量", ["2e+06 耕地保有量 level"]),
    ("确保300万亩永久基本农田总量不减", ["3e+06 永久基本农田 level"]),
    ("实现旅游总收入超450亿元", ["4.5e+10 旅游总收入 level"]),
    ("力争综合实力进入全省前10名", []),
    ("对敬老院实施适老化改造，年底前完成80%以上", ["80 适老化改造 level"]),
    # how a value grows is narrowed as the value
    (
        "综合保税区完成进出口额52亿元、增长8%",
        ["5.2e+09 进出口额 output [综合保税区]", "8 进出口额 change [综合保税区]"],
    ),
    ("棚户区计划改造300户", ["300 棚户区改造 output"]),
    ("城市污水处理率达到95%，县城不低于85%", ["95 城市污水处理率 level", "85 污水处理率 level [县城]"]),
    ("研发投入占比由2020年的2%提高到3%", ["3 研发投入占比 level"]),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "expected"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_rows(rules, phrase, expected):
    text = f"某市2024年工作要点\n一、主要目标\n{phrase}。\n"
    rows = extract([Document("plan.txt", text)], rules).targets.to_dicts()
    assert [_shown(row) for row in rows] == expected


def _shown(row: dict) -> str:
    scope = f" [{row['scope']}]" if row["scope"] else ""
    return f"{row['value']:.6g} {row['indicator']} {row['mode']}{scope}"


def test_the_bound_of_a_list_that_is_dealt_holds_for_all(rules):
    text = "2024年工作要点\n高新技术企业、科技型企业分别突破8500家和6万家。"
    rows = extract([Document("plan.txt", text)], rules).targets
    assert rows["comparator"].to_list() == [">", ">"]


def test_what_the_baseline_is_per_holds_for_the_target(rules):
    text = "2024年工作要点\n城乡居民医保财政补助由每人每年420元提高到450元。"
    (row,) = extract([Document("plan.txt", text)], rules).targets.to_dicts()
    assert (row["baseline"], row["per"]) == (420, "每人每年")


def test_what_the_first_of_dealt_values_is_per_holds_for_the_next(rules):
    text = "大豆、油菜籽收购价平均每斤分别提高0.2元和0.3元。"
    rows = extract([Document("2024年农业工作计划.txt", text)], rules).targets
    assert rows["per"].to_list() == ["每斤", "每斤"]


def test_line_breaks_that_a_collection_spells_out_end_lines(rules):
    text = r"2024年工作要点\r\n\r\n一、主要目标\r\n&nbsp; &nbsp; 1.新建公园10个。\r\n（二）民生\r\n新建公厕5座。"
    rows = extract([Document("plan.txt", text)], rules).targets.to_dicts()
    assert [(row["indicator"], row["section"]) for row in rows] == [
        ("公园", "一、主要目标 / 1.新建公园10个"),
        ("公厕", "一、主要目标 / （二）民生"),
    ]


def test_a_line_break_within_a_sentence_cuts_no_cue_off(rules):
    text = "2024年工作要点\n今年经济社会发展的\n主要预期目标\n是：地区生产总值增长5%，粮食产量730亿斤。\n"
    rows = extract([Document("plan.txt", text)], rules).targets
    assert rows["deadline_text"].to_list() == ["今年", "今年"]
    assert rows["sentence"].unique().to_list() == [text.split("\n", 1)[1].strip()]
