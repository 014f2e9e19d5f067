using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// Makes a <see cref="DateOnly"/> of day, month and year as people type them, and says what is missing
/// in the words of the NHS service manual. Nothing typed is no error here: whether a date is needed is the page's to say.
/// </summary>
public sealed class DatePartsBinder : IModelBinder
{
    private static readonly string[] Parts = ["Day", "Month", "Year"];

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var name = bindingContext.ModelName;
        var typed = new string[Parts.Length];
        var present = false;
        for (var i = 0; i < Parts.Length; i++)
        {
            var key = $"{name}.{Parts[i]}";
            var value = bindingContext.ValueProvider.GetValue(key);
            present |= value != ValueProviderResult.None;
            bindingContext.ModelState.SetModelValue(key, value);
            typed[i] = value.FirstValue?.Trim() ?? string.Empty;
        }

        if (typed.Any(t => t.Length > 0))
        {
            BindParts(bindingContext, name, typed);
            return Task.CompletedTask;
        }

        // Left unvalidated they would make the whole model invalid without a word, also where the page does not ask for the date.
        Array.ForEach(Parts, part => bindingContext.ModelState.MarkFieldValid($"{name}.{part}"));
        if (!present)
        {
            BindWhole(bindingContext, name);
        }

        return Task.CompletedTask;
    }

    // A link carries a date in one piece, as 2027-01-02.
    private static void BindWhole(ModelBindingContext context, string name)
    {
        var whole = context.ValueProvider.GetValue(name);
        if (whole.FirstValue is not { Length: > 0 } text)
        {
            return;
        }

        context.ModelState.SetModelValue(name, whole);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            context.Result = ModelBindingResult.Success(date);
        }
        else
        {
            context.ModelState.TryAddModelError(name, $"{Subject(context)} must be a real date");
        }
    }

    private static void BindParts(ModelBindingContext context, string name, string[] typed)
    {
        var missing = Enumerable.Range(0, Parts.Length).Where(i => typed[i].Length == 0).ToList();
        if (missing.Count > 0)
        {
            var what = string.Join(" and ", missing.Select(i => "a " + Parts[i].ToLowerInvariant()));
            Refuse(context, $"{name}.{Parts[missing[0]]}", $"{Subject(context)} must include {what}");
        }
        else if (typed[2].Length != 4 || !IsNumber(typed[2], out var year))
        {
            Refuse(context, $"{name}.Year", "Year must include 4 numbers");
        }
        else if (IsNumber(typed[0], out var day) && IsMonth(typed[1], out var month) && IsReal(year, month, day))
        {
            context.Result = ModelBindingResult.Success(new DateOnly(year, month, day));
        }
        else
        {
            Refuse(context, name, $"{Subject(context)} must be a real date");
        }
    }

    private static void Refuse(ModelBindingContext context, string key, string message)
    {
        context.ModelState.TryAddModelError(key, message);
        context.Result = ModelBindingResult.Failed();
    }

    private static string Subject(ModelBindingContext context) => context.ModelMetadata.DisplayName ?? "Date";

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsMonth(string text, out int month)
    {
        if (IsNumber(text, out month))
        {
            return month is >= 1 and <= 12;
        }

        var names = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        month = text.Length < 3 ? 0 : 1 + Array.FindIndex(names, n => n.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        return month > 0;
    }

    private static bool IsReal(int year, int month, int day) => year > 0 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
