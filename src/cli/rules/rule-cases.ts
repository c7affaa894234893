import { shapeProblems } from '../../rules/engine/rule-shape.js';
import { type CaseDto, CasesDto } from './case.dto.js';
import { FaultyFiles, type Place, type PlacedFault } from './place.js';
import type { RuleFiles } from './rule-files.js';

/** A case, and where it stands. */
export interface PlacedCase {
  readonly place: Place;
  readonly content: CaseDto;
}

/** The cases that stand in rule files, or in files of their own. @throws FaultyFiles where one is of another shape */
export function casesIn({ parts }: RuleFiles): PlacedCase[] {
  const found: PlacedCase[] = [];
  const faults: PlacedFault[] = [];
  for (const { file, content } of parts) {
    const { cases = [] } = content as { cases?: CaseDto[] };
    for (const { pointer, detail } of shapeProblems(CasesDto, { cases })) {
      faults.push({ place: file.placeOf(pointer), detail });
    }
    if (faults.length > 0) continue;
    for (const [index, one] of cases.entries()) {
      const place = file.placeOf(`/cases/${index}`);
      if (one.steps && one.expect)
        faults.push({
          place: file.placeOf(`/cases/${index}/expect`),
          detail: 'a case with steps expects something of its steps: put expect there',
        });
      found.push({ place, content: one });
    }
  }
  if (faults.length > 0) throw new FaultyFiles(faults);
  return found;
}
