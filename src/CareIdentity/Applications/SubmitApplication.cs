using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public sealed record SubmitApplicationRequest
{
    /// <summary>Of the browser that has the application open.</summary>
    public required string? Token { get; init; }
}

/// <summary>The applicant sends what they answered and took: from now on it does not change until it comes back.</summary>
public sealed class SubmitApplication(CareIdentityDb db, ApplicantDesk desk, RaPolicy policy, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(SubmitApplicationRequest request, Actor actor, CancellationToken ct)
    {
        if (await desk.InHandAsync(request.Token, ct) is not { } found)
        {
            return ApplicationRefusals.NotWithYou;
        }

        var (application, draft) = found;
        if (!application.IsWithApplicant)
        {
            return ApplicationRefusals.NotWithYou;
        }

        var answers = ApplicantAnswers.Read(draft.Answers);
        var pictures = await db.ApplicationPictures.Where(p => p.ApplicationId == application.Id).ToDictionaryAsync(p => p.Slot, p => p.Digest, ct);
        if (Decide(answers, application, pictures.Keys.ToHashSet()) is { } wrong)
        {
            return wrong;
        }

        if (application.Submit(draft.Answers, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor with { Name = application.FullName, ActingAs = "the applicant" }, Reason.None, new ApplicationSubmitted
        {
            ApplicationId = application.Id,
            Reference = application.Reference,
            Organisation = application.Organisation,
            Documents = [.. answers.Recorded.Select(document => document.Kind.Name)],
            Pictures = pictures.ToDictionary(p => p.Key.ToString(), p => p.Value),
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private Refusal? Decide(ApplicantAnswers answers, Application application, IReadOnlySet<PictureSlot> pictures)
    {
        if (ApplicantSteps.Next(answers, pictures) is not ApplicantStep.Check)
        {
            return ApplicationRefusals.NotComplete;
        }

        var person = answers.Person(application.Email);
        return PersonalDetailsRules.Check(person, clock.Today())
            ?? (IdentityEvidenceRules.Check(answers.Recorded, person, clock.Today(), policy.AddressProofAgeMonths, CheckManner.OnlineApplication) is [var first, ..] ? first : null);
    }
}
