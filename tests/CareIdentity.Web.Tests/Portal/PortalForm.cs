using AngleSharp.Html.Dom;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>The form of a page's main part with everything that stands in it, as a browser would send it by one of its buttons.</summary>
public sealed class PortalForm
{
    private readonly PortalVisitor visitor;
    private readonly string path;
    private readonly List<KeyValuePair<string, string>> fields = [];

    private PortalForm(PortalVisitor visitor, string path, IHtmlDocument page)
    {
        (this.visitor, this.path, Page) = (visitor, path, page);
        var form = page.QuerySelectorAll("main form[method=post]").OfType<IHtmlFormElement>().First();
        foreach (var element in form.QuerySelectorAll("input, select, textarea"))
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                    break;
                case IHtmlInputElement { Name: { Length: > 0 } name } input:
                    fields.Add(new(name, input.Value));
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    fields.Add(new(name, select.Value ?? ""));
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } text:
                    fields.Add(new(name, text.Value));
                    break;
                default:
                    break;
            }
        }
    }

    public IHtmlDocument Page { get; }

    public string Main => Page.QuerySelector("main")!.TextContent;

    public static async Task<PortalForm> OpenAsync(PortalVisitor visitor, string path) => new(visitor, path, await visitor.PageAsync(path));

    /// <summary>In the place of what stands there.</summary>
    public PortalForm Fill(string name, params string[] values)
    {
        fields.RemoveAll(field => field.Key == name);
        fields.AddRange(values.Select(value => KeyValuePair.Create(name, value)));
        return this;
    }

    /// <summary>Sends it by the button with these words, as the browser would.</summary>
    public async Task<HttpResponseMessage> SendAsync(string button)
    {
        var pressed = Page.QuerySelectorAll("main form button").FirstOrDefault(b => b.TextContent.Trim() == button);
        Assert.True(pressed is not null, $"no button {button} at {path}");
        var form = (IHtmlFormElement)Page.QuerySelectorAll("main form[method=post]").First();
        var target = pressed.GetAttribute("formaction") ?? form.GetAttribute("action");
        using var content = new FormUrlEncodedContent(fields);
        return await visitor.Client.PostAsync(new Uri(target is { Length: > 0 } ? target : path, UriKind.Relative), content);
    }

    /// <summary>As above where the same page comes back.</summary>
    public async Task<PortalForm> AgainAsync(string button)
    {
        using var answer = await SendAsync(button);
        return new PortalForm(visitor, path, await PortalHost.ReadAsync(answer));
    }
}
