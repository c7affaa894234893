import { readdirSync, readFileSync } from 'node:fs';

/** Of `utime` and `stime`; the same on every Linux. */
const TICKS_PER_SECOND = 100;

/** Processor time of a process until now, all threads, in seconds. @param {number} pid */
export function cpuSeconds(pid) {
  const [, utime, stime] = fieldsOf(pid);
  return (utime + stime) / TICKS_PER_SECOND;
}

/** The same of a process and its children, those that are gone too. @param {number} pid */
export function familyCpuSeconds(pid) {
  const [, utime, stime, goneUtime, goneStime] = fieldsOf(pid);
  let ticks = utime + stime + goneUtime + goneStime;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [parent, childUtime, childStime] = fieldsOf(Number(name));
      if (parent === pid) ticks += childUtime + childStime;
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks / TICKS_PER_SECOND;
}

/** Memory of a process that is in RAM, in MB. @param {number} pid */
export function rssMb(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes) / 1024;
}

/** Parent, utime, stime, cutime, cstime. The name before them may hold spaces. */
function fieldsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [1, 11, 12, 13, 14].map((at) => Number(fields[at]));
}
