import { pieces } from './links.ts';

/** The text of a message or a note: line breaks kept, addresses made links, nothing read as HTML. */
export const LinkedText = ({ text }: { readonly text: string }) => (
  <>
    {pieces(text).map(({ text: piece, href }, index) =>
      href === undefined ? (
        piece
      ) : (
        <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
          {piece}
        </a>
      ),
    )}
  </>
);
