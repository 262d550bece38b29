import { describe, expect, it } from 'vitest';
import { shareSvg } from '../../../renderer/features/shape/shareSvg';

const look = { bar: '#6673d9', track: '#eee', text: '#111', surface: '#fff', font: '"Inter", sans-serif' };

describe('shareSvg', () => {
  it('draws each share over the same width, with its name and number', () => {
    const bars = [
      { name: 'a < "b"', share: 0.5, text: '50.0%', hint: '' },
      { name: 'c', share: 2, text: '200%', hint: '' },
    ];
    const svg = shareSvg(bars, look);
    expect(svg).toContain('>a &lt; &quot;b&quot;</text>');
    expect([...svg.matchAll(/width="([\d.]+)" height="10" rx="2" fill="#6673d9"/g)].map(([, width]) => width)).toEqual([
      '100.0',
      '200.0',
    ]);
  });
});
