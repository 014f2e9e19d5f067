namespace CareIdentity.Pki.Lint.Lists;

/// <summary>UTCTime through 2049, GeneralizedTime from 2050.</summary>
internal sealed class TimesAreWrittenInTheFormOfTheirYear : ICrlRule
{
    public string Citation => "RFC 5280 §5.1.2.4, §5.1.2.5";

    public string? Check(CrlUnderLint list) =>
        list.List.TimesAreInTheFormOfTheirYear ? null : "thisUpdate or nextUpdate is in the form of other years.";
}
