using CareIdentity.Messages;

namespace CareIdentity.Web.Hosting;

/// <summary>What the operator says about messages: the keys <c>Mail:…</c>, as <c>CIS_Mail__Host=smtp.example</c>, and what messages call the service.</summary>
internal static class MailSettings
{
    public const string Section = "Mail";

    /// <exception cref="StartRefusedException">They cannot hold.</exception>
    public static IMessageCarrier Carrier(IConfiguration configuration, HostSettings host)
    {
        var options = configuration.GetSection(Section).Get<MailOptions>() ?? new MailOptions();
        return options.Problems() is { Count: > 0 } problems ? throw new StartRefusedException("The Mail settings cannot hold. " + string.Join(' ', problems))
            : host.Mode is ServiceMode.Training ? new InboxCarrier()
            : new SmtpCarrier(options);
    }

    /// <summary>The address is the operator's, never that of a request, which whoever asks may choose.</summary>
    public static MessageSettings Say(IConfiguration configuration, HostSettings host)
    {
        var service = configuration.GetSection(ServiceOptions.Section).Get<ServiceOptions>() ?? new ServiceOptions();
        return new MessageSettings
        {
            ServiceName = host.Mode is ServiceMode.Training ? $"{service.Name}, training" : service.Name,
            Origin = service.Origin ?? $"http://localhost:{host.ChosenPort ?? host.Port}",
            Help = string.Join(", ", new[] { service.HelpText, service.HelpPhone, service.HelpEmail }.Where(part => !string.IsNullOrWhiteSpace(part))),
        };
    }
}
