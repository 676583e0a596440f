import { pieces } from '../store/links.ts';

/** A message's text: line breaks kept, addresses made links, nothing read as HTML. */
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
