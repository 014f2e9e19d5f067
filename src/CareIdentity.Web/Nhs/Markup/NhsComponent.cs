using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// A component of the design system. Its attributes are the options of the nhsuk-frontend macro of the same name
/// in kebab-case; an option that is an object is an element of that name inside it; the option <c>html</c> is
/// what stands between the tags; the option <c>attributes</c> is any attribute that no option claims.
/// </summary>
public abstract class NhsComponent : TagHelper
{
    private readonly List<NhsComponent> parts = [];
    private NhsComponent? parent;

    public string? Id { get; set; }

    public string? Classes { get; set; }

    public string? Text { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext? ViewContext { get; set; }

    /// <summary>What stands between the tags, less the parts that this component took for itself.</summary>
    internal IHtmlContent? Html { get; set; }

    internal IReadOnlyList<TagHelperAttribute> Attributes { get; set; } = [];

    internal bool HasContent => Html is not null || !string.IsNullOrEmpty(Text);

    internal IHtmlContent Content => Html ?? new HtmlContentBuilder().Append(Text ?? string.Empty);

    internal abstract IHtmlContent Render();

    /// <summary>Whether an element written inside this one is an option of it rather than content.</summary>
    internal virtual bool Accepts(NhsComponent part) => false;

    internal T? Part<T>() where T : NhsComponent => parts.OfType<T>().LastOrDefault();

    internal Part? Part(string element) => parts.OfType<Part>().LastOrDefault(p => p.Element == element);

    internal IReadOnlyList<T> Parts<T>() where T : NhsComponent => [.. parts.OfType<T>()];

    internal void Add(params IEnumerable<NhsComponent?> more) => parts.AddRange(more.OfType<NhsComponent>());

    public override void Init(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        parent = context.Items.TryGetValue(typeof(NhsComponent), out var outer) ? outer as NhsComponent : null;
        context.Items[typeof(NhsComponent)] = this;
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);

        // Copied: the framework reuses the output object for the next sibling, a part outlives it.
        TakeAttributes([.. output.Attributes]);
        Bind();
        var inner = await output.GetChildContentAsync().ConfigureAwait(false);
        Html = inner.IsEmptyOrWhiteSpace ? Html : inner;
        AfterContent();

        if (parent?.Accepts(this) == true)
        {
            parent.parts.Add(this);
            output.SuppressOutput();
            return;
        }

        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Content.SetHtmlContent(Render());
    }

    /// <summary>Takes name, value and error from the model before the content runs.</summary>
    internal virtual void Bind()
    {
    }

    /// <summary>Runs when all parts are known.</summary>
    internal virtual void AfterContent()
    {
    }

    private void TakeAttributes(List<TagHelperAttribute> given)
    {
        var css = given.Find(a => a.Name.Equals("class", StringComparison.OrdinalIgnoreCase));
        if (css is not null)
        {
            Classes = Css.Join(Classes, css.Value?.ToString());
            given.Remove(css);
        }

        Attributes = given;
    }
}
