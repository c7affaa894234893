import type { SeededRandom } from './seeded-random.js';

const MEDIAN_LENGTH = 16;
const LENGTH_DEVIATION = 1.05;
const SHORTEST = 2;
const LONGEST = 400;
const CHINESE_SHARE = 0.6;

const ENGLISH =
  `I you we they it is was are the a to of and in on for with at this that not so but what when how about going game
  match today tomorrow tonight later now really good great nice bad new old again never always maybe please thanks hello
  friend friends team room song movie food dinner coffee work school home city train rain weather photo message price
  order ticket play watch see know think like love want need buy sell join leave wait start stop call send read`
    .trim()
    .split(/\s+/);

const CHINESE =
  `我 你 他 我们 你们 大家 今天 明天 昨天 晚上 早上 现在 刚才 一起 真的 非常 可以 不要 没有 什么 怎么 为什么 哪里 谁 多少
  知道 觉得 喜欢 想 要 去 来 看 听 说 吃 喝 买 玩 做 等 找 发 回 家 公司 学校 朋友 老师 主播 房间 比赛 电影 音乐 歌 游戏
  饭 咖啡 天气 下雨 照片 消息 礼物 红包 价格 订单 好 好的 谢谢 哈哈 加油 再见 厉害 开心 的 了 吗 吧 呢 啊 很 都 也 就`
    .trim()
    .split(/\s+/);

/**
 * A text that a user could have written: 2 to 400 characters, mostly short, 60 % in Chinese.
 *
 * @param length in characters; default: random
 */
export function writtenText(random: SeededRandom, length = randomLength(random)): string {
  const isChinese = random.happens(CHINESE_SHARE);
  const words = isChinese ? CHINESE : ENGLISH;
  let text = '';
  while (text.length < length) {
    text += random.pick(words);
    if (!isChinese) text += ' ';
    else if (random.happens(0.08)) text += random.pick(['，', '。', '！', '？', '～']);
  }
  return text.slice(0, length).trim() || words[0]!;
}

function randomLength(random: SeededRandom): number {
  const length = MEDIAN_LENGTH * Math.exp(LENGTH_DEVIATION * random.normal());
  return Math.round(Math.min(Math.max(length, SHORTEST), LONGEST));
}
