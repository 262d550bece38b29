/** A name that is not taken, and is from now on: the name itself, else the longer one, else that with a number. */
export function freeName(taken: Set<string>, name: string, longer: string): string {
  let free = taken.has(name) ? longer : name;
  for (let n = 2; taken.has(free); n++) free = `${longer} ${n}`;
  taken.add(free);
  return free;
}
