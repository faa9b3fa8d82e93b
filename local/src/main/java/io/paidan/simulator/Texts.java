package io.paidan.simulator;

import java.util.List;

/** What simulated people write. Names and numbers are made up. */
final class Texts {
  static final List<String> COMMUNITIES =
      List.of("和谐社区", "团结社区", "文化路社区", "建设路社区", "幸福社区", "健康路社区", "园林社区", "北庭社区");
  static final List<String> PLACES =
      List.of("农贸市场门口", "3号楼2单元", "幼儿园旁", "延安北路十字", "公交站附近", "小区东门", "村委会对面", "广场西侧");
  static final List<String> SURNAMES = List.of("王", "李", "张", "马", "刘", "陈", "杨", "阿", "买", "赵");
  static final List<String> GIVEN_NAMES =
      List.of("建国", "秀英", "志强", "晓梅", "玉兰", "新疆", "海燕", "永红", "丽娟", "国庆");
  static final List<String> REFUSALS = List.of("不属于本部门职责", "属地有误", "应由主管部门牵头", "重复派单");
  static final List<String> RECALLS = List.of("派错部门", "居民撤回诉求", "改派其他部门");
  static final List<String> SUSPENSIONS = List.of("等待材料采购", "天气原因", "资金未到位", "需上级协调");
  static final List<String> EXTENSIONS = List.of("施工量大", "需专业队伍进场", "涉及多方协调");
  static final List<String> APPROVERS = List.of("街道办主任", "分管副县长", "派单中心值班长");
  static final List<String> URGERS = List.of("州督查室", "县市政府办", "街道书记");
  static final List<String> HANDLINGS =
      List.of("现场清理完毕", "已责令整改并复查", "维修完成恢复使用", "已协调相关单位处理", "已上门说明并取得理解");
  static final List<String> REOPENINGS = List.of("问题反复出现", "居民反映未处理到位", "复查不合格");
  static final List<String> CANCELLATIONS = List.of("重复上报", "误报", "居民自行解决");
  static final List<String> RECLASSIFICATIONS = List.of("现场核实后调整", "影响范围扩大", "领导批示");

  private Texts() {}

  static String mobile(Dice dice) {
    return "1" + dice.between(3_000_000_000L, 10_000_000_000L);
  }

  static String name(Dice dice) {
    return dice.pick(SURNAMES) + dice.pick(GIVEN_NAMES);
  }

  /** A title; one in twelve holds a mobile number, as hotline notes do. */
  static String title(Topic topic, Dice dice) {
    String title = dice.pick(PLACES) + topic.title();
    return dice.chance(0.08) ? title + "，联系电话" + mobile(dice) : title;
  }
}
