using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Tests.Nhs.Conformance;

/// <summary>
/// Runs tag helpers as a page does: attributes to properties by name, the rest left as attributes,
/// children inside the parent's context, content handed over once.
/// </summary>
internal sealed class TagHelperStage
{
    private static readonly Dictionary<string, Type> Components = typeof(NhsComponent).Assembly.GetTypes()
        .SelectMany(t => t.GetCustomAttributes<HtmlTargetElementAttribute>().Select(a => (a.Tag, Type: t)))
        .ToDictionary(t => t.Tag, t => t.Type);

    /// <summary>Options that no attribute of ours can say.</summary>
    public List<string> Unsaid { get; } = [];

    public async Task<string> RunAsync(PageElement element)
    {
        var content = new DefaultTagHelperContent();
        await RunAsync(element, [], content);
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private async Task RunAsync(PageElement element, Dictionary<object, object> items, TagHelperContent into)
    {
        if (!Components.TryGetValue(element.Name, out var type))
        {
            Unsaid.Add($"<{element.Name}>");
            return;
        }

        var component = (NhsComponent)Activator.CreateInstance(type)!;
        foreach (var (option, value) in element.Options)
        {
            Set(component, element.Name, option, value);
        }

        var attributes = new TagHelperAttributeList(element.Attributes.Select(a => new TagHelperAttribute(a.Key, a.Value)));
        var context = new TagHelperContext(element.Name, attributes, items, Guid.NewGuid().ToString("N"));
        var output = new TagHelperOutput(element.Name, attributes, async (_, _) =>
        {
            var inner = new DefaultTagHelperContent();
            foreach (var child in element.Children)
            {
                await RunAsync(child, new Dictionary<object, object>(context.Items), inner);
            }

            return element.Html is null ? inner : inner.AppendHtml(element.Html);
        });
        component.Init(context);
        await component.ProcessAsync(context, output);
        into.AppendHtml(output.Content);
    }

    private void Set(NhsComponent component, string element, string option, JsonElement value)
    {
        var property = component.GetType().GetProperty(char.ToUpperInvariant(option[0]) + option[1..]);
        if (property is null || property.SetMethod?.IsPublic != true)
        {
            Unsaid.Add($"<{element}> {option}");
            return;
        }

        object? converted = property.PropertyType switch
        {
            var t when t == typeof(string) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : value.ToString(),
            var t when t == typeof(bool) || t == typeof(bool?) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
            var t when t == typeof(int?) => value.GetInt32(),
            _ => value.EnumerateArray().Select(v => v.ToString()).ToArray(),
        };
        if (converted is null)
        {
            Unsaid.Add($"<{element}> {option}={value}");
            return;
        }

        property.SetValue(component, converted);
    }
}
