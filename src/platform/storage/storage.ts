export interface StoredObject {
  path: string;
  bytes: number;
  modified: Date;
}

/** Where a lake keeps its objects; paths are relative, `/`-separated. */
export interface Storage {
  /** Folder in which engines find objects, and below which they write new ones. */
  readonly root: string;
  /** The object's bytes, or undefined when there is none. */
  read(path: string): Promise<Buffer | undefined>;
  exists(path: string): Promise<boolean>;
  /** Makes the object unless one is there; the whole object appears at once or not at all. False: somebody was first. */
  putIfAbsent(path: string, content: string | Buffer): Promise<boolean>;
  /** Makes or replaces the object, at once. */
  put(path: string, content: string | Buffer): Promise<void>;
  /** Objects below a folder, at any depth; none when the folder is missing. */
  list(folder: string): AsyncIterable<StoredObject>;
  /** Names directly in a folder. */
  names(folder: string): Promise<string[]>;
  /** No error when there is no such object. */
  delete(path: string): Promise<void>;
  /** Makes objects readable for engines, which know them as files below the root. */
  fetch(files: readonly string[]): Promise<void>;
  /** Makes files durable that an engine wrote below the root. */
  persist(paths: readonly string[]): Promise<void>;
  /** Deletes copies that nobody has read for long. */
  tidy(): Promise<void>;
}
