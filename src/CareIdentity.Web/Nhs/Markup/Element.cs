using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// One HTML element under construction. Everything given as a string is encoded when it is written;
/// only <see cref="IHtmlContent"/> passes as it is, so markup cannot arrive by accident.
/// </summary>
internal sealed class Element(string name) : IHtmlContent
{
    private static readonly HashSet<string> VoidElements = ["br", "hr", "img", "input"];

    private readonly List<TagHelperAttribute> attributes = [];
    private readonly HtmlContentBuilder content = new();

    /// <summary>The class attribute: names that are given, in order, blanks left out.</summary>
    public Element Class(params string?[] names)
    {
        var joined = string.Join(' ', names.Where(n => !string.IsNullOrWhiteSpace(n)));
        return joined.Length == 0 ? this : With("class", joined);
    }

    /// <summary>Adds an attribute; null and false leave it out, true writes its name alone.</summary>
    public Element With(string attribute, object? value)
    {
        switch (value)
        {
            case null or false:
                break;
            case true:
                attributes.Add(new TagHelperAttribute(attribute));
                break;
            default:
                attributes.Add(new TagHelperAttribute(attribute, Convert.ToString(value, CultureInfo.InvariantCulture)));
                break;
        }

        return this;
    }

    public Element With(IEnumerable<TagHelperAttribute> more)
    {
        attributes.AddRange(more);
        return this;
    }

    public Element Add(IHtmlContent? child)
    {
        if (child is not null)
        {
            content.AppendHtml(child);
        }

        return this;
    }

    public Element Add(string? text)
    {
        content.Append(text ?? string.Empty);
        return this;
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write('<');
        writer.Write(name);
        foreach (var attribute in attributes)
        {
            writer.Write(' ');
            attribute.WriteTo(writer, encoder);
        }

        writer.Write('>');
        if (VoidElements.Contains(name))
        {
            return;
        }

        content.WriteTo(writer, encoder);
        writer.Write("</");
        writer.Write(name);
        writer.Write('>');
    }
}
