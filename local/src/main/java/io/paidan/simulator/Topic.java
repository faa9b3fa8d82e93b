package io.paidan.simulator;

import static io.paidan.event.Category.ENFORCEMENT;
import static io.paidan.event.Category.RESIDENT_DIFFICULTY;

import io.paidan.event.Category;
import java.util.List;

/**
 * A kind of matter that people report.
 *
 * @param title what it is called
 * @param department a word in the name of the department that deals with it
 */
record Topic(String title, Category category, String department) {
  static final List<Topic> ALL =
      List.of(
          new Topic("占道经营影响通行", ENFORCEMENT, "城市管理"),
          new Topic("违规搭建彩钢房", ENFORCEMENT, "城市管理"),
          new Topic("夜间施工噪声扰民", ENFORCEMENT, "生态环境"),
          new Topic("工地扬尘未覆盖", ENFORCEMENT, "生态环境"),
          new Topic("餐饮店油烟直排", ENFORCEMENT, "市场监督"),
          new Topic("商铺销售过期食品", ENFORCEMENT, "市场监督"),
          new Topic("机动车占用消防通道", ENFORCEMENT, "消防"),
          new Topic("楼道堆放易燃物", ENFORCEMENT, "消防"),
          new Topic("车辆违停堵塞路口", ENFORCEMENT, "交通警察"),
          new Topic("燃气瓶违规存放", ENFORCEMENT, "应急"),
          new Topic("小区供暖温度不达标", RESIDENT_DIFFICULTY, "住房"),
          new Topic("自来水管破裂漏水", RESIDENT_DIFFICULTY, "市政"),
          new Topic("路灯不亮", RESIDENT_DIFFICULTY, "市政"),
          new Topic("路面塌陷需维修", RESIDENT_DIFFICULTY, "交通运输"),
          new Topic("垃圾清运不及时", RESIDENT_DIFFICULTY, "城市管理"),
          new Topic("拖欠农民工工资", RESIDENT_DIFFICULTY, "人力资源"),
          new Topic("低保申请进度咨询", RESIDENT_DIFFICULTY, "民政"),
          new Topic("诊所无证行医", ENFORCEMENT, "卫生"),
          new Topic("农田灌溉用水纠纷", RESIDENT_DIFFICULTY, "水利"),
          new Topic("物业不作为", RESIDENT_DIFFICULTY, "住房"),
          new Topic("流浪犬伤人隐患", RESIDENT_DIFFICULTY, "公安"),
          new Topic("违法占用耕地", ENFORCEMENT, "自然资源"),
          new Topic("网吧接纳未成年人", ENFORCEMENT, "文化"),
          new Topic("学校周边交通拥堵", RESIDENT_DIFFICULTY, "教育"));
}
