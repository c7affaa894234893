import { oneOf, randomFrom } from './random.mjs';

const PHRASES =
  '大家好 今天 晚上 我们 一起 吃饭 吧 会议 改到 下午 三点 请 准时 参加 谢谢 这个 问题 已经 解决 了 明天 天气 不错 可以 出去 走走 你 觉得 怎么样 没关系 主播 唱歌 真好听 加油 新年快乐 红包 在哪里 领取 客服 回复 一下 订单 还没有 收到 快递 到了 周末 有空 打球 吗 哈哈 太有意思 老师 作业 交到 群里 公司 项目 进度 如何 我 先 去 睡觉 晚安 早上好 同学 帮忙 看看 照片 拍得 很好'.split(
    ' ',
  );
const WORDS =
  'hello there the meeting moved to three please be on time thanks a lot this problem is solved tomorrow weather looks nice we could walk outside what do you think never mind great song keep going happy new year where can I see it support answered my order has not come yet delivery arrived weekend free football haha so funny teacher homework send into group company project how far good night morning could somebody help look at these pictures they are lovely'.split(
    ' ',
  );

/**
 * A line as people write it: no word of the list is in it.
 *
 * @param {() => number} random
 * @param {number} length in characters, roughly
 */
export function lineOf(random, length) {
  const isChinese = random() < 0.6;
  const parts = [];
  let size = 0;
  while (size < length) {
    const part = oneOf(random, isChinese ? PHRASES : WORDS);
    parts.push(part);
    size += part.length + (isChinese ? 0 : 1);
  }
  return parts.join(isChinese ? '' : ' ').slice(0, Math.max(2, length));
}

/**
 * A list of forbidden words: half of four or five ideographs, half of seven to ten letters.
 *
 * @param {number} count
 * @returns {string[]}
 */
export function wordList(count) {
  const random = randomFrom(7);
  const below = (limit) => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, at) =>
    at % 2
      ? of(4 + below(2), () => String.fromCharCode(0x4e00 + below(6_000)))
      : `zq${of(5 + below(4), () => String.fromCharCode(97 + below(26)))}`,
  );
}

const of = (length, unit) => Array.from({ length }, unit).join('');
