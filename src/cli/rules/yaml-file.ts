import { readFile } from 'node:fs/promises';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  YAMLParseError,
} from 'yaml';
import { CommandFault } from '../command-fault.js';
import { FaultyFiles, type Place } from './place.js';

/** A place in a text, from 1. */
interface InText {
  readonly line?: number;
  readonly column?: number;
}

/** A YAML file, or a JSON one, that knows where in it everything stands. */
export class YamlFile {
  private constructor(
    readonly path: string,
    private readonly source: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** @throws FaultyFiles where it is no YAML, CommandFault where it cannot be read */
  static async read(path: string): Promise<YamlFile> {
    const source = await sourceOf(path);
    const lines = new LineCounter();
    const document = parseDocument(source, { lineCounter: lines, merge: true, prettyErrors: false });
    const file = new YamlFile(path, source, document, lines);
    const wrong = [...document.errors, ...document.warnings];
    visit(document, {
      Alias: (_, alias) => {
        if (!alias.resolve(document))
          wrong.push(
            new YAMLParseError(
              [alias.range![0], alias.range![1]],
              'BAD_ALIAS',
              `there is no anchor &${alias.source} before it`,
            ),
          );
      },
    });
    if (wrong.length > 0)
      throw new FaultyFiles(wrong.map(({ pos, message }) => ({ place: file.#at(pos[0]), detail: message })));
    return file;
  }

  /** What it says, in plain values. @throws FaultyFiles where its aliases grow past all measure */
  get content(): unknown {
    try {
      return this.document.toJS();
    } catch (error) {
      throw new FaultyFiles([{ place: this.#at(0), detail: (error as Error).message }]);
    }
  }

  /**
   * Where something stands; of what is missing, where it is missed.
   *
   * @param pointer a JSON pointer into the content
   * @param inText a place in the text that stands there
   */
  placeOf(pointer: string, inText: InText = {}): Place {
    let node: Node | null = this.document.contents as Node | null;
    let found = node;
    for (const name of pointer.split('/').slice(1).map(unescaped)) {
      const holder = isAlias(node) ? (node.resolve(this.document) as Node | undefined) : node;
      if (isMap(holder)) {
        const pair = holder.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
        if (!pair) break;
        [found, node] = ends(pair as Pair<Node, Node | null>);
      } else if (isSeq(holder)) {
        node = (holder.items[Number(name)] as Node | undefined) ?? null;
        if (!node) break;
        found = node;
      } else break;
    }
    const inScalar = isScalar(node) && found !== null ? this.#inScalar(node, inText) : undefined;
    return this.#at(inScalar ?? found?.range?.[0] ?? 0);
  }

  /** The offset of a place in a text, where the file has the text as it is. */
  #inScalar(scalar: Scalar, { line, column = 1 }: InText): number | undefined {
    const start = scalar.range?.[0];
    if (line === undefined || start === undefined) return undefined;
    const { type, value } = scalar;
    const text = String(value);
    if (type === 'BLOCK_LITERAL') {
      const header = this.source.indexOf('\n', start) + 1;
      const rows = this.source.slice(header).split('\n');
      const indent = /^ */.exec(rows.find((row) => row.trim() !== '') ?? '')![0].length;
      const before = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
      return header + before + indent + column - 1;
    }
    const opening = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? 1 : 0;
    const isAsWritten = this.source.startsWith(text, start + opening);
    return line === 1 && isAsWritten ? start + opening + column - 1 : start;
  }

  #at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    // Of an empty file it knows no line.
    return { file: this.path, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** Where to point to, and where to go on. */
function ends({ key, value }: Pair<Node, Node | null>): [Node, Node | null] {
  return [isScalar(value) && value.range ? value : key, value];
}

function unescaped(name: string): string {
  return name.replace(/~1/g, '/').replace(/~0/g, '~');
}

async function sourceOf(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw new CommandFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
