using System.Text.Json;
using Microsoft.Playwright;

namespace CareIdentity.EndToEnd;

/// <summary>
/// Somebody without a mouse. At every stop of the Tab key it must be seen where they are, and nothing may lie upon it (WCAG 2.2, 2.4.7 and
/// 2.4.11).
/// </summary>
public sealed class Keyboard(PortalBrowser portal)
{
    /// <summary>More than any page has; whoever is not there by then goes round in a circle.</summary>
    private const int MostStops = 120;

    /// <summary>Where the keyboard is: its name, what kind of thing it is, and whether it looks other than without the keyboard.</summary>
    private const string Look = """
        () => {
          const style = (of, part) => { const s = getComputedStyle(of, part); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderTopColor, s.borderTopWidth].join(); };
          const mark = of => [style(of), style(of, '::before'), of.labels?.length ? style(of.labels[0], '::before') : ''].join('|');
          const at = document.activeElement;
          const known = window.cisMarks ??= new WeakMap();
          for (const one of document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex]')) {
            if (one !== at && !known.has(one)) known.set(one, mark(one));
          }
          const words = text => (text ?? '').replace(/\s+/g, ' ').trim();
          const box = at.getBoundingClientRect();
          const upon = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2);
          return {
            name: words(at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent),
            kind: at.type || at.tagName.toLowerCase(),
            marked: !known.has(at) || known.get(at) !== mark(at),
            covered: !(upon && (at.contains(upon) || upon.contains(at) || [...at.labels ?? []].some(label => label.contains(upon)))),
          };
        }
        """;

    private IPage Page => portal.Page;

    /// <summary>How many stops were looked at.</summary>
    public int Stops { get; private set; }

    /// <summary>Past the header of a page that was opened just now.</summary>
    public async Task SkipAsync()
    {
        await LookAsync(); // How everything looks without the keyboard.
        var first = await TabAsync();
        Assert.Equal("Skip to main content", first.Name);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>On with Tab to what has that name; with the word "checkbox", "text" or the like, to what is of that kind, too.</summary>
    public async Task ReachAsync(string name, string? kind = null)
    {
        var passed = new List<string>();
        for (var stop = 0; stop < MostStops; stop++)
        {
            var at = await TabAsync();
            if (at.Name == name && (kind is null || at.Kind == kind))
            {
                return;
            }

            passed.Add(at.Name);
        }

        Assert.Fail($"Tab does not lead to {name} at {Page.Url}, but to {string.Join(", ", passed)}");
    }

    public async Task PressAsync(string name, string key = "Enter")
    {
        await ReachAsync(name);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>In the place of what stands in the field: Tab selects it.</summary>
    public async Task TypeAsync(string name, string text)
    {
        await ReachAsync(name);
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>One of several: Tab leads to the first of them, Space chooses it, arrows the others.</summary>
    public async Task ChooseAsync(string name)
    {
        var at = await TabAsync();
        while (at.Kind != "radio")
        {
            at = await TabAsync();
        }

        await Page.Keyboard.PressAsync("Space");
        for (var stop = 0; at.Name != name && stop < MostStops; stop++)
        {
            await Page.Keyboard.PressAsync("ArrowDown");
            at = await LookAsync();
        }

        Assert.True(await Page.GetByLabel(name, new PageGetByLabelOptions { Exact = true }).IsCheckedAsync(), name);
    }

    private async Task<Stop> TabAsync()
    {
        await Page.Keyboard.PressAsync("Tab");
        var at = await LookAsync();
        Stops++;
        Assert.True(at.Marked, $"{at.Kind} {at.Name} at {Page.Url} does not show that the keyboard is there");
        Assert.False(at.Covered, $"{at.Kind} {at.Name} at {Page.Url} has the keyboard and is covered");
        return at;
    }

    private async Task<Stop> LookAsync()
    {
        var at = await portal.AskAsync<JsonElement>(Look);
        return new Stop(at.GetProperty("name").GetString()!, at.GetProperty("kind").GetString()!, at.GetProperty("marked").GetBoolean(), at.GetProperty("covered").GetBoolean());
    }

    private sealed record Stop(string Name, string Kind, bool Marked, bool Covered);
}
