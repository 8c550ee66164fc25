declare module 'sax' {
  interface Parser {
    write(text: string): Parser;
    close(): Parser;
  }
  /** A strict parser knows namespaces when told so; it tells what it finds to functions set on it. */
  export function parser(strict: true, options: { readonly xmlns: true }): Parser;
}
