using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A page with its forms as they stand, to be filled in and sent by one of their buttons as a browser would.</summary>
public sealed class PortalForm
{
    private readonly PortalVisitor visitor;
    private readonly string path;
    private readonly Dictionary<string, string[]> filled = [];

    private PortalForm(PortalVisitor visitor, string path, IHtmlDocument page) => (this.visitor, this.path, Page) = (visitor, path, page);

    public IHtmlDocument Page { get; }

    public string Main => Page.QuerySelector("main")!.TextContent;

    public static async Task<PortalForm> OpenAsync(PortalVisitor visitor, string path) => new(visitor, path, await visitor.PageAsync(path));

    /// <summary>In the place of what stands there.</summary>
    public PortalForm Fill(string name, params string[] values)
    {
        filled[name] = values;
        return this;
    }

    /// <summary>The three boxes of a date.</summary>
    public PortalForm On(string name, DateOnly day) => Fill(name + ".Day", $"{day.Day}").Fill(name + ".Month", $"{day.Month}").Fill(name + ".Year", $"{day.Year}");

    /// <summary>As <see cref="DoneAsync"/>, for the first button whose words begin so.</summary>
    public Task<string> DoneStartingAsync(string words) =>
        DoneAsync(Page.QuerySelectorAll("main form button").Select(b => b.TextContent.Trim()).First(text => text.StartsWith(words, StringComparison.Ordinal)));

    /// <summary>Sends the form of the button with these words.</summary>
    public async Task<HttpResponseMessage> SendAsync(string button)
    {
        var pressed = Page.QuerySelectorAll("main form button").FirstOrDefault(b => b.TextContent.Trim() == button);
        Assert.True(pressed is not null, $"no button {button} at {path}");
        var form = pressed.Closest("form")!;
        var target = pressed.GetAttribute("formaction") ?? form.GetAttribute("action");
        target = target is ['?', ..] ? path.Split('?')[0] + target : target;
        var fields = form.QuerySelectorAll("input, select, textarea").SelectMany(Value)
            .Where(field => !filled.ContainsKey(field.Key))
            .Concat(filled.SelectMany(f => f.Value.Select(value => KeyValuePair.Create(f.Key, value))));
        using var content = new FormUrlEncodedContent(fields.ToList());
        return await visitor.Client.PostAsync(new Uri(target is { Length: > 0 } ? target : path, UriKind.Relative), content);
    }

    /// <summary>As above where the same page comes back.</summary>
    public async Task<PortalForm> AgainAsync(string button)
    {
        using var answer = await SendAsync(button);
        return new PortalForm(visitor, path, await PortalHost.ReadAsync(answer));
    }

    /// <summary>As above where another page follows.</summary>
    public async Task<string> DoneAsync(string button)
    {
        using var answer = await SendAsync(button);
        Assert.True(answer.StatusCode is System.Net.HttpStatusCode.Redirect, $"{button}: {(int)answer.StatusCode} {(await PortalHost.ReadAsync(answer)).QuerySelector("main")?.TextContent}");
        return answer.Headers.Location!.OriginalString;
    }

    private static IEnumerable<KeyValuePair<string, string>> Value(IElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name: { Length: > 0 } name } input => [new(name, input.Value)],
        IHtmlSelectElement { Name: { Length: > 0 } name } select => [new(name, select.Value ?? "")],
        IHtmlTextAreaElement { Name: { Length: > 0 } name } text => [new(name, text.Value)],
        _ => [],
    };
}
