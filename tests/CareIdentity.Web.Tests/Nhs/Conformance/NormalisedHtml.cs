using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CareIdentity.Web.Tests.Nhs.Conformance;

/// <summary>
/// HTML with what a browser does not see taken out: order of attributes and classes, and white space beside blocks.
/// White space between words and inline elements is seen, and stays; form controls are laid out by the style sheet.
/// </summary>
internal static partial class NormalisedHtml
{
    private static readonly HashSet<string> Inline =
    [
        "a", "abbr", "b", "br", "code", "em", "i", "span", "strong",
    ];

    public static string Of(string html)
    {
        var document = new HtmlParser().ParseDocument("<body>" + html);
        var text = new StringBuilder();
        foreach (var node in document.Body!.ChildNodes)
        {
            Write(node, text, 0);
        }

        return text.ToString();
    }

    private static void Write(INode node, StringBuilder text, int depth)
    {
        if (node is IText words)
        {
            var seen = Seen(words);
            if (seen.Length > 0)
            {
                text.Append(' ', depth * 2).Append('"').Append(seen).Append("\"\n");
            }
        }
        else if (node is IElement element)
        {
            text.Append(' ', depth * 2).Append('<').Append(element.LocalName);
            foreach (var attribute in element.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal))
            {
                var value = attribute.Name == "class"
                    ? string.Join(' ', element.ClassList.Distinct().Order(StringComparer.Ordinal))
                    : attribute.Value;
                text.Append(' ').Append(attribute.Name).Append("=\"").Append(value).Append('"');
            }

            text.Append(">\n");
            foreach (var child in element.ChildNodes)
            {
                Write(child, text, depth + 1);
            }
        }
    }

    private static string Seen(IText words)
    {
        if (words.ParentElement?.LocalName == "textarea")
        {
            return words.Data;
        }

        var seen = White().Replace(words.Data, " ");
        seen = IsEdge(words.PreviousSibling) ? seen.TrimStart() : seen;
        return IsEdge(words.NextSibling) ? seen.TrimEnd() : seen;
    }

    private static bool IsEdge(INode? beside) => beside is null || (beside is IElement e && !Inline.Contains(e.LocalName));

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex White();
}
