// Every word on the page, Chinese first. Values that are functions take what they speak about.

const zh = {
  title: '派单 · 工单态势',
  skip: '跳到超时工单',
  localTime: '当地时间',
  figures: '总体数字',
  dispatched: '已派单',
  resolved: '已办结',
  resolution: '办结率',
  today: '今日',
  resolutionToday: '今日所派',
  resolutionParts: (resolved, dispatched) => `${resolved} / ${dispatched}`,
  open: '在办',
  waiting: '待派单',
  inHand: '处置中',
  overdueNow: '当前超时',
  overdueList: '超时工单',
  overdueCount: (shown, total) =>
    shown < total ? `共 ${total} 件，列出前 ${shown} 件：应急单在前，超时久者在前` : `共 ${total} 件：应急单在前，超时久者在前`,
  overdueNone: '当前没有超时工单',
  overdueUnknown: '暂无数据',
  ticket: '工单',
  ticketClass: '类别',
  district: '街道',
  department: '部门',
  limit: '时限',
  due: '截止时间',
  overdueFor: '已超时',
  also: (names) => `另 ${names.join('、')}`,
  'class.EMERGENCY': '应急单',
  'class.KEY': '重点单',
  'class.ROUTINE': '常规单',
  'class.none': '未研判',
  'clock.DISPATCH': '派单',
  'clock.ACCEPT': '接单',
  'clock.ARRIVE': '到场',
  'clock.RESOLVE': '办结',
  'clock.FEEDBACK': '回访',
  'clock.TOTAL': '总时限',
  notes:
    '办结率 = 已办结 ÷ 已派单（不含已撤销）。在办：不含已办结、已结案、已撤销、不予受理和提交上级的工单。时间均为北京时间。',
  days: (n) => `${n}天 `,
  age: (seconds) => {
    if (seconds < 1) return '刚刚';
    if (seconds < 120) return `${seconds} 秒前`;
    if (seconds < 7200) return `${Math.floor(seconds / 60)} 分钟前`;
    if (seconds < 172800) return `${Math.floor(seconds / 3600)} 小时前`;
    return `${Math.floor(seconds / 86400)} 天前`;
  },
  connecting: '正在连接…',
  live: (read, age, change) => `实时 · 数据读取于 ${read}（${age}）· ${change}`,
  changed: (at, age) => `最近变动 ${at}（${age}）`,
  noChange: '尚无工单',
  quiet: (read, age, at) => `数据可读取（${read}），但最近一次变动在${age}（${at}）：若此时应有新工单，请检查数据作业`,
  lost: (since, why) => `数据源中断：自 ${since} 起${why}。恢复后自动更新。`,
  lostBoard: (since) => `与看板服务的连接中断（自 ${since}），正在重连。`,
  lastKnown: (read) => `下面是 ${read} 的数据，已停止更新。`,
  neverRead: '尚未读到任何数据。',
  'reason.UNREACHABLE': () => '无法连接 Elasticsearch',
  'reason.SLOW': () => 'Elasticsearch 应答太慢',
  'reason.UNTRUSTED': () => 'Elasticsearch 的证书不可信',
  'reason.INDEX_MISSING': (index) => `缺少索引 ${index}（请运行 ./paidan init）`,
  'reason.DENIED': () => 'Elasticsearch 拒绝读取（请检查 API 密钥）',
  'reason.UNAVAILABLE': () => 'Elasticsearch 暂时无法完整应答',
  'reason.FAILED': () => '读取索引出错（详情见看板日志）',
  back: '数据源已恢复',
  newEmergency: (n) => `应急单超时增至 ${n} 件`,
};

const en = {
  title: 'Paidan · Service tickets',
  skip: 'Skip to overdue tickets',
  localTime: 'Local time',
  figures: 'Figures',
  dispatched: 'Dispatched',
  resolved: 'Resolved',
  resolution: 'Resolution rate',
  today: 'Today',
  resolutionToday: 'Of today’s',
  resolutionParts: (resolved, dispatched) => `${resolved} / ${dispatched}`,
  open: 'Open',
  waiting: 'To dispatch',
  inHand: 'In hand',
  overdueNow: 'Overdue now',
  overdueList: 'Overdue tickets',
  overdueCount: (shown, total) =>
    shown < total
      ? `${total} in all, the first ${shown} listed: emergencies first, then the longest overdue`
      : `${total} in all: emergencies first, then the longest overdue`,
  overdueNone: 'No ticket is overdue',
  overdueUnknown: 'No data',
  ticket: 'Ticket',
  ticketClass: 'Class',
  district: 'Street',
  department: 'Department',
  limit: 'Time limit',
  due: 'Due',
  overdueFor: 'Overdue for',
  also: (names) => `also ${names.join(', ')}`,
  'class.EMERGENCY': 'Emergency',
  'class.KEY': 'Key',
  'class.ROUTINE': 'Routine',
  'class.none': 'Not assessed',
  'clock.DISPATCH': 'Dispatch',
  'clock.ACCEPT': 'Accept',
  'clock.ARRIVE': 'Arrive',
  'clock.RESOLVE': 'Resolve',
  'clock.FEEDBACK': 'Feedback',
  'clock.TOTAL': 'Total',
  notes:
    'Resolution rate = resolved ÷ dispatched, cancelled tickets left out. Open: neither resolved, closed, cancelled, rejected nor escalated. All times are Beijing time.',
  days: (n) => `${n}d `,
  age: (seconds) => {
    if (seconds < 1) return 'just now';
    if (seconds < 120) return `${seconds} s ago`;
    if (seconds < 7200) return `${Math.floor(seconds / 60)} min ago`;
    if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ago`;
    return `${Math.floor(seconds / 86400)} days ago`;
  },
  connecting: 'Connecting…',
  live: (read, age, change) => `Live · figures read at ${read} (${age}) · ${change}`,
  changed: (at, age) => `newest change ${at} (${age})`,
  noChange: 'no tickets yet',
  quiet: (read, age, at) =>
    `The index can be read (${read}), but its newest change was ${age} (${at}): if there should be new tickets, check the jobs`,
  lost: (since, why) => `Source lost since ${since}: ${why}. The page goes on by itself once it is back.`,
  lostBoard: (since) => `The connection to the board is lost (since ${since}), trying again.`,
  lastKnown: (read) => `Below are the figures of ${read}; they stand still.`,
  neverRead: 'No figures have been read yet.',
  'reason.UNREACHABLE': () => 'Elasticsearch does not answer',
  'reason.SLOW': () => 'Elasticsearch is too slow to answer',
  'reason.UNTRUSTED': () => 'the certificate of Elasticsearch is not trusted',
  'reason.INDEX_MISSING': (index) => `the index ${index} is missing (run ./paidan init)`,
  'reason.DENIED': () => 'Elasticsearch refuses to be read (check the API key)',
  'reason.UNAVAILABLE': () => 'Elasticsearch cannot give a whole answer',
  'reason.FAILED': () => 'the index cannot be read (the board’s log says why)',
  back: 'The source is back',
  newEmergency: (n) => `Overdue emergencies: now ${n}`,
};

const languages = { 'zh-CN': zh, en };
const KEY = 'paidan.language';

let language = initial();

function initial() {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked !== null) return asked.startsWith('en') ? 'en' : 'zh-CN';
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';
  } catch {
    // Storage is forbidden here: the page starts in Chinese each time.
    return 'zh-CN';
  }
}

export function currentLanguage() {
  return language;
}

export function toggleLanguage() {
  language = language === 'en' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Not remembered then; the page itself has switched.
  }
}

// The word for a key; a key that nobody knows is shown as it is rather than as nothing.
export function word(key, ...about) {
  const found = languages[language][key];
  if (typeof found === 'function') return found(...about);
  return found ?? String(key);
}

// Puts the language's words on everything in the page that has a data-t.
export function translatePage() {
  document.documentElement.lang = language;
  document.title = word('title');
  for (const element of document.querySelectorAll('[data-t]')) {
    element.textContent = word(element.dataset.t);
  }
}
