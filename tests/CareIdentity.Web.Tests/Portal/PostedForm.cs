using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A form as somebody could send it who filled it in: with what the page put into it, and something plausible wherever they write or choose.</summary>
internal sealed record PostedForm(string Target, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyDictionary<string, IReadOnlyList<string>> Offered)
{
    /// <summary>Every button of every form of the page's main part.</summary>
    public static IEnumerable<PostedForm> Of(IHtmlDocument page, string path, DateOnly today)
    {
        foreach (var form in page.QuerySelectorAll("main form[method=post]"))
        {
            var elements = form.QuerySelectorAll("input, select, textarea").Where(e => !string.IsNullOrEmpty(e.GetAttribute("name"))).ToList();
            var fields = elements.GroupBy(e => e.GetAttribute("name")!, StringComparer.Ordinal).SelectMany(group => Values(group.Key, [.. group], today)).ToList();
            var offered = elements.GroupBy(e => e.GetAttribute("name")!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.SelectMany(Offers)], StringComparer.Ordinal);
            foreach (var target in form.QuerySelectorAll("button").Select(b => b.GetAttribute("formaction") ?? form.GetAttribute("action")).Distinct())
            {
                yield return new PostedForm(target is ['?', ..] ? path.Split('?')[0] + target : target is { Length: > 0 } ? target : path, fields, offered);
            }
        }
    }

    public FormUrlEncodedContent With(string name, string value) => new(Fields.Where(field => field.Key != name).Append(KeyValuePair.Create(name, value)));

    private static IEnumerable<KeyValuePair<string, string>> Values(string name, IReadOnlyList<IElement> elements, DateOnly today) => elements[0] switch
    {
        IHtmlInputElement { Type: "hidden" or "file" } => elements.Where(e => ((IHtmlInputElement)e).Type == "hidden").Select(e => KeyValuePair.Create(name, e.GetAttribute("value") ?? "")),
        IHtmlInputElement { Type: "radio" or "checkbox" } =>
            elements.Cast<IHtmlInputElement>().Where(e => e.IsChecked).Append((IHtmlInputElement)elements[0]).Take(1).Select(e => KeyValuePair.Create(name, e.Value)),
        IHtmlSelectElement { Value.Length: > 0 } chosen => [KeyValuePair.Create(name, chosen.Value!)],
        IHtmlSelectElement choice => [KeyValuePair.Create(name, Offers(choice).FirstOrDefault(value => value.Length > 0) ?? "")],
        IHtmlInputElement { Value.Length: > 0 } typed => [KeyValuePair.Create(name, typed.Value)],
        _ => [KeyValuePair.Create(name, Plausible(name, today))],
    };

    private static IEnumerable<string> Offers(IElement element) => element switch
    {
        IHtmlSelectElement select => select.Options.Select(option => option.Value),
        _ => [element.GetAttribute("value") ?? ""],
    };

    private static string Plausible(string name, DateOnly today) => name.Split('.')[^1] switch
    {
        "Day" => $"{today.Day}",
        "Month" => $"{today.Month}",
        "Year" => $"{today.Year}",
        "Email" or "ReplyTo" => "somebody@example.org",
        "Mobile" or "Telephone" => "07700 900123",
        "Places" or "Minutes" or "Months" => "12",
        "At" => "10:00",
        _ => "Said for a good reason",
    };
}
